#include <algorithm>
#include <optional>

#include "common/status/try.h"
#include "services/contribution/dialogues/dialogue_request_service.h"
#include "services/contribution/network/importing/network_rows_service.h"
#include "services/contribution/network/receipt_books/receipt_book_store.h"
#include "services/contribution/network/receipt_books/receipt_gate.h"
#include "services/contribution/network/registry/network_store.h"
#include "services/contribution/network/registry/registry_rules.h"
#include "services/contribution/requests/day_request_service.h"

namespace baophu::contribution {
namespace {

constexpr size_t kMostReasonBytes = 300;

// Of whom a row names just one.
absl::StatusOr<Holder> ReadHolder(const std::string& collector, const std::string& organisation) {
  if (collector.empty() == organisation.empty()) {
    return InvalidField("collector", "stands beside organisation, or neither does",
                        "write one of the two");
  }
  Holder holder;
  if (collector.empty()) holder.kind = HolderKind::kOrganisation;
  holder.code = collector.empty() ? organisation : collector;
  BAOPHU_TRY(CheckNetworkCode(collector.empty() ? "organisation" : "collector", holder.code));
  return holder;
}

absl::StatusOr<ReadRecord<ReceiptBook>> ReadBook(const v1::ReceiptBookRow& row) {
  ReadRecord<ReceiptBook> read;
  ReceiptBook& book = read.record;
  book.series = row.series();
  book.numbers = {row.first_number(), row.last_number()};
  BAOPHU_TRY(CheckSeries("series", book.series));
  BAOPHU_TRY(CheckNumbers("last_number", book.numbers));
  BAOPHU_ASSIGN(book.issued, ReadDay("issued_date", row.issued_date()));
  BAOPHU_ASSIGN(book.holder, ReadHolder(row.collector(), row.organisation()));
  return read;
}

absl::StatusOr<ReadRecord<ReceiptVoid>> ReadVoid(const v1::ReceiptVoidRow& row) {
  ReadRecord<ReceiptVoid> read;
  ReceiptVoid& mark = read.record;
  mark.series = row.series();
  mark.numbers = {row.number(), row.last_number() == 0 ? row.number() : row.last_number()};
  BAOPHU_TRY(CheckSeries("series", mark.series));
  BAOPHU_TRY(CheckNumbers("number", mark.numbers));
  BAOPHU_ASSIGN(mark.day, ReadDay("void_date", row.void_date()));
  BAOPHU_ASSIGN(mark.reason, ReadText("reason", row.reason(), kMostReasonBytes));
  if (mark.reason.empty()) {
    return InvalidField("reason", "is empty", "write why the numbers will not be used");
  }
  return read;
}

absl::StatusOr<ReadRecord<Handover>> ReadHandover(const v1::HandoverRow& row) {
  ReadRecord<Handover> read;
  Handover& handover = read.record;
  handover.code = row.handover();
  BAOPHU_ASSIGN(handover.holder, ReadHolder(row.collector(), row.organisation()));
  BAOPHU_ASSIGN(handover.day, ReadDay("handed_date", row.handed_date()));
  handover.amount = Vnd(row.amount_vnd());
  handover.series = row.series();
  BAOPHU_TRY(CheckSeries("series", handover.series));
  handover.numbers = {row.first_number(), row.last_number()};
  if (row.first_number() != 0 || row.last_number() != 0) {
    BAOPHU_TRY(CheckNumbers("last_number", handover.numbers));
  }
  return read;
}

// What is stored while a chunk is written.
class BookEntry {
 public:
  BookEntry(const NetworkImportParts&, Commit& commit)
      : commit_(commit),
        today_(VietnamDay(commit.now_us())),
        network_(network_store::ReadNetwork(commit.session())) {}

  absl::StatusOr<bool> Enter(ReadRecord<ReceiptBook>& row) {
    ReceiptBook& book = row.record;
    BAOPHU_TRY(CheckPast("issued_date", book.issued));
    std::vector<ReceiptBook>& of_series = BooksOf(book.series);
    for (const ReceiptBook& other : of_series) {
      if (other.numbers == book.numbers && other.issued == book.issued &&
          other.holder == book.holder) {
        return false;
      }
    }
    BAOPHU_TRY(CheckBook(book, network_, of_series));
    book.recorded = {commit_.now_us(), commit_.revision()};
    receipt_book_store::AddBook(commit_.session(), book);
    of_series.push_back(book);
    return true;
  }

  absl::StatusOr<bool> Enter(ReadRecord<ReceiptVoid>& row) {
    ReceiptVoid& mark = row.record;
    BAOPHU_TRY(CheckPast("void_date", mark.day));
    soci::session& session = commit_.session();
    std::vector<ReceiptVoid>& voids = VoidsOf(mark.series);
    for (const ReceiptVoid& other : voids) {
      if (other.numbers == mark.numbers && other.day == mark.day && other.reason == mark.reason) {
        return false;
      }
    }
    const bool any_used = !receipt_book_store::ReadUsed(session, mark.series, mark.numbers).empty();
    BAOPHU_TRY(CheckVoid(mark, BooksOf(mark.series), voids, any_used));
    mark.recorded = {commit_.now_us(), commit_.revision()};
    receipt_book_store::AddVoid(session, mark);
    voids.push_back(mark);
    return true;
  }

  absl::StatusOr<bool> Enter(ReadRecord<Handover>& row) {
    Handover& handover = row.record;
    BAOPHU_TRY(CheckPast("handed_date", handover.day));
    soci::session& session = commit_.session();
    const std::optional<Handover> stored = receipt_book_store::FindHandover(session, handover.code);
    if (stored.has_value()) {
      const bool same = stored->holder == handover.holder && stored->day == handover.day &&
                        stored->amount == handover.amount && stored->series == handover.series &&
                        stored->numbers == handover.numbers;
      if (same) return false;
      return FaultStatus(absl::StatusCode::kAlreadyExists, "DUPLICATE_WITH_OTHER_CONTENT",
                         "handover", "is the code of another handover", "give it its own code");
    }
    BAOPHU_TRY(CheckHandover(handover, network_, BooksOf(handover.series)));
    handover.recorded = {commit_.now_us(), commit_.revision()};
    receipt_book_store::AddHandover(session, handover);
    return true;
  }

 private:
  std::vector<ReceiptBook>& BooksOf(const std::string& series) {
    const auto [known, inserted] = books_.try_emplace(series);
    if (inserted) known->second = receipt_book_store::ReadBooks(commit_.session(), series);
    return known->second;
  }
  std::vector<ReceiptVoid>& VoidsOf(const std::string& series) {
    const auto [known, inserted] = voids_.try_emplace(series);
    if (inserted) known->second = receipt_book_store::ReadVoids(commit_.session(), series);
    return known->second;
  }

  absl::Status CheckPast(const std::string& field, Day day) const {
    if (day <= today_) return absl::OkStatus();
    return InvalidField(field, "is after today", "send the row once it has happened");
  }

  Commit& commit_;
  const Day today_;
  const Network network_;
  std::map<std::string, std::vector<ReceiptBook>> books_;
  std::map<std::string, std::vector<ReceiptVoid>> voids_;
};

template <typename Record>
void NoAreas(const Record&, std::vector<std::pair<AreaCode, Month>>&) {}

}  // namespace

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareBookRows(const NetworkImportParts& parts,
                                                               const v1::ImportChunk& chunk) {
  const int64_t first = chunk.first_row_number();
  if (chunk.has_receipt_books()) {
    return PrepareRows<ReceiptBook, BookEntry>(parts, first, chunk.receipt_books().rows(), ReadBook,
                                               NoAreas<ReceiptBook>);
  }
  if (chunk.has_receipt_voids()) {
    return PrepareRows<ReceiptVoid, BookEntry>(parts, first, chunk.receipt_voids().rows(), ReadVoid,
                                               NoAreas<ReceiptVoid>);
  }
  if (chunk.has_handovers()) {
    return PrepareRows<Handover, BookEntry>(parts, first, chunk.handovers().rows(), ReadHandover,
                                            NoAreas<Handover>);
  }
  return nullptr;
}

}  // namespace baophu::contribution
