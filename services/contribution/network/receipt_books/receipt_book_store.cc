#include "services/contribution/network/receipt_books/receipt_book_store.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"
#include "services/contribution/network/registry/network_store.h"

namespace baophu::contribution::receipt_book_store {
namespace {

constexpr char kHandoverColumns[] =
    "SELECT handover_id, holder_kind, handed_day, amount_vnd, expected_vnd, first_number, "
    "last_number, recorded_us, revision, code, holder, series FROM collection_handover";

Day DayOf(int64_t number) { return Day::FromNumber(static_cast<int32_t>(number)); }

std::vector<ReceiptBook> BooksOf(soci::session& session, const std::string& where,
                                 const std::vector<std::string>& parameters) {
  std::vector<ReceiptBook> books;
  sql::Cursor cursor(session,
                     absl::StrCat("SELECT first_number, last_number, issued_day, holder_kind, "
                                  "recorded_us, revision, series, holder FROM receipt_book",
                                  where, " ORDER BY series, first_number"),
                     parameters, 6, 2);
  while (cursor.Next()) {
    ReceiptBook& book = books.emplace_back();
    book.numbers = {cursor.number(0), cursor.number(1)};
    book.issued = DayOf(cursor.number(2));
    book.holder = {static_cast<HolderKind>(cursor.number(3)), cursor.text(1)};
    book.recorded = {cursor.number(4), cursor.number(5)};
    book.series = cursor.text(0);
  }
  return books;
}

std::vector<Handover> HandoversOf(soci::session& session, const std::string& rest,
                                  const std::vector<std::string>& parameters) {
  std::vector<Handover> handovers;
  sql::Cursor cursor(session, absl::StrCat(kHandoverColumns, rest), parameters, 9, 3);
  while (cursor.Next()) {
    Handover& handover = handovers.emplace_back();
    handover.handover_id = cursor.number(0);
    handover.holder = {static_cast<HolderKind>(cursor.number(1)), cursor.text(1)};
    handover.day = DayOf(cursor.number(2));
    handover.amount = Vnd(cursor.number(3));
    handover.expected = Vnd(cursor.number(4));
    handover.numbers = {cursor.number(5), cursor.number(6)};
    handover.recorded = {cursor.number(7), cursor.number(8)};
    handover.code = cursor.text(0);
    handover.series = cursor.text(2);
  }
  return handovers;
}

}  // namespace

std::vector<ReceiptBook> ReadBooks(soci::session& session, const std::string& series) {
  return BooksOf(session, " WHERE series = :s", {series});
}

std::vector<ReceiptBook> ReadAllBooks(soci::session& session) { return BooksOf(session, "", {}); }

void AddBook(soci::session& session, const ReceiptBook& book) {
  sql::RowBatch row("receipt_book", {"series", "first_number", "last_number", "issued_day",
                                     "holder_kind", "recorded_us", "revision", "holder"});
  row.Add(book.series)
      .Add(book.numbers.first)
      .Add(book.numbers.last)
      .Add(book.issued.number())
      .Add(static_cast<int64_t>(book.holder.kind))
      .Add(book.recorded.us)
      .Add(book.recorded.revision)
      .Add(book.holder.code);
  row.InsertInto(session);
}

std::vector<ReceiptVoid> ReadVoids(soci::session& session, const std::string& series) {
  std::vector<ReceiptVoid> voids;
  sql::Cursor cursor(session,
                     "SELECT first_number, last_number, void_day, recorded_us, revision, series, "
                     "reason FROM receipt_void WHERE series = :s ORDER BY first_number",
                     {series}, 5, 2);
  while (cursor.Next()) {
    ReceiptVoid& mark = voids.emplace_back();
    mark.numbers = {cursor.number(0), cursor.number(1)};
    mark.day = DayOf(cursor.number(2));
    mark.recorded = {cursor.number(3), cursor.number(4)};
    mark.series = cursor.text(0);
    mark.reason = cursor.text(1);
  }
  return voids;
}

void AddVoid(soci::session& session, const ReceiptVoid& mark) {
  sql::RowBatch row("receipt_void", {"series", "first_number", "last_number", "void_day",
                                     "recorded_us", "revision", "reason"});
  row.Add(mark.series)
      .Add(mark.numbers.first)
      .Add(mark.numbers.last)
      .Add(mark.day.number())
      .Add(mark.recorded.us)
      .Add(mark.recorded.revision)
      .Add(mark.reason);
  row.InsertInto(session);
}

std::vector<UsedNumber> ReadUsed(soci::session& session, const std::string& series,
                                 const NumberRange& numbers) {
  std::vector<UsedNumber> used;
  sql::Cursor cursor(
      session,
      "SELECT number, paid_day, annulled_day FROM collected_receipt WHERE series = :s "
      "AND number >= CAST(:f AS BIGINT) AND number <= CAST(:l AS BIGINT) ORDER BY number",
      {series, absl::StrCat(numbers.first), absl::StrCat(numbers.last)}, 3, 0);
  while (cursor.Next()) {
    used.push_back({cursor.number(0), DayOf(cursor.number(1)), cursor.number(2) != 0});
  }
  return used;
}

std::set<int64_t> UsedOf(soci::session& session, const std::string& series,
                         std::span<const int64_t> numbers) {
  std::set<int64_t> used;
  if (numbers.empty()) return used;
  // CROSS JOIN keeps SQLite from walking the big table first.
  sql::Cursor cursor(session,
                     absl::StrCat("SELECT c.number FROM ", sql::IdTable(session, ":ids"),
                                  " k CROSS JOIN collected_receipt c WHERE c.series = :s "
                                  "AND c.number = k.value"),
                     {sql::IdList(numbers), series}, 1, 0);
  while (cursor.Next()) used.insert(cursor.number(0));
  return used;
}

void AddReceipts(soci::session& session, std::span<const CollectedReceipt> receipts) {
  sql::RowBatch rows("collected_receipt",
                     {"series", "number", "reference_high", "reference_low", "paid_day",
                      "amount_vnd", "annulled_day", "handover_id", "collector", "organisation"});
  for (const CollectedReceipt& receipt : receipts) {
    rows.Add(receipt.series)
        .Add(receipt.number)
        .Add(receipt.reference.high)
        .Add(receipt.reference.low)
        .Add(receipt.paid.number())
        .Add(receipt.amount.amount_vnd())
        .Add(0)
        .Add(receipt.handover_id)
        .Add(receipt.collector)
        .Add(receipt.organisation);
  }
  rows.InsertInto(session);
}

void AnnulReceipt(soci::session& session, const KeyedHash& reference, Day day) {
  const long long number = day.number(), high = reference.high, low = reference.low;
  session << "UPDATE collected_receipt SET annulled_day = :d "
             "WHERE reference_high = :h AND reference_low = :l",
      soci::use(number, "d"), soci::use(high, "h"), soci::use(low, "l");
}

std::vector<Handover> ReadHandovers(soci::session& session, const std::string& series) {
  return HandoversOf(session, " WHERE series = :s ORDER BY handed_day, handover_id", {series});
}

std::optional<Handover> FindHandover(soci::session& session, const std::string& code) {
  std::vector<Handover> found = HandoversOf(session, " WHERE code = :c", {code});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

void AddHandover(soci::session& session, Handover& handover) {
  handover.handover_id = network_store::TakeIds(session, 1);
  handover.expected = Vnd();
  const std::string holder =
      handover.holder.kind == HolderKind::kOrganisation ? "organisation" : "collector";
  std::vector<int64_t> claimed;
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT number, amount_vnd FROM collected_receipt WHERE handover_id = 0 "
                   "AND annulled_day = 0 AND series = :s AND ",
                   holder,
                   " = :h AND paid_day <= CAST(:d AS BIGINT) "
                   "AND number >= CAST(:f AS BIGINT) AND number <= CAST(:l AS BIGINT)"),
      {handover.series, handover.holder.code, absl::StrCat(handover.day.number()),
       absl::StrCat(handover.numbers.first),
       absl::StrCat(handover.numbers.last == 0 ? INT64_MAX : handover.numbers.last)},
      2, 0);
  while (cursor.Next()) {
    claimed.push_back(cursor.number(0));
    handover.expected += Vnd(cursor.number(1));
  }
  const long long id = handover.handover_id;
  for (const long long number : claimed) {
    session << "UPDATE collected_receipt SET handover_id = :i WHERE series = :s AND number = :n",
        soci::use(id, "i"), soci::use(handover.series, "s"), soci::use(number, "n");
  }
  sql::RowBatch row(
      "collection_handover",
      {"code", "handover_id", "holder_kind", "handed_day", "amount_vnd", "expected_vnd",
       "first_number", "last_number", "recorded_us", "revision", "holder", "series"});
  row.Add(handover.code)
      .Add(handover.handover_id)
      .Add(static_cast<int64_t>(handover.holder.kind))
      .Add(handover.day.number())
      .Add(handover.amount.amount_vnd())
      .Add(handover.expected.amount_vnd())
      .Add(handover.numbers.first)
      .Add(handover.numbers.last)
      .Add(handover.recorded.us)
      .Add(handover.recorded.revision)
      .Add(handover.holder.code)
      .Add(handover.series);
  row.InsertInto(session);
}

void ExpectMore(soci::session& session, int64_t handover_id, Vnd amount) {
  const long long id = handover_id, more = amount.amount_vnd();
  session << "UPDATE collection_handover SET expected_vnd = expected_vnd + :m "
             "WHERE handover_id = :i",
      soci::use(more, "m"), soci::use(id, "i");
}

std::vector<OpenMoney> ReadOpenMoney(soci::session& session) {
  std::vector<OpenMoney> open;
  sql::Cursor cursor(session,
                     "SELECT paid_day, COUNT(*), CAST(SUM(amount_vnd) AS BIGINT), collector "
                     "FROM collected_receipt WHERE handover_id = 0 AND annulled_day = 0 "
                     "GROUP BY collector, paid_day ORDER BY collector, paid_day",
                     {}, 3, 1);
  while (cursor.Next()) {
    open.push_back(
        {cursor.text(0), DayOf(cursor.number(0)), cursor.number(1), Vnd(cursor.number(2))});
  }
  return open;
}

std::vector<Handover> ReadDifferences(soci::session& session, bool all) {
  return HandoversOf(session,
                     absl::StrCat(all ? "" : " WHERE amount_vnd <> expected_vnd",
                                  " ORDER BY holder_kind, holder, handed_day, handover_id"),
                     {});
}

std::vector<std::pair<int64_t, Vnd>> SumOfHandovers(soci::session& session) {
  std::vector<std::pair<int64_t, Vnd>> sums;
  sql::Cursor cursor(session,
                     "SELECT handover_id, CAST(SUM(amount_vnd) AS BIGINT) FROM collected_receipt "
                     "WHERE handover_id > 0 GROUP BY handover_id ORDER BY handover_id",
                     {}, 2, 0);
  while (cursor.Next()) sums.emplace_back(cursor.number(0), Vnd(cursor.number(1)));
  return sums;
}

int64_t CountUnmatchedReceipts(soci::session& session) {
  long long count = 0;
  session << "SELECT COUNT(*) FROM collected_receipt c LEFT JOIN self_paid_receipt r "
             "ON r.reference_high = c.reference_high AND r.reference_low = c.reference_low "
             "WHERE r.reference_high IS NULL "
             "OR (r.annulled = 0 AND c.annulled_day <> 0) "
             "OR (r.annulled = 1 AND c.annulled_day = 0)",
      soci::into(count);
  return count;
}

}  // namespace baophu::contribution::receipt_book_store
