#include "services/contribution/receipts/receipt_import_service.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/ingest/row_errors.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "common/text/view.h"
#include "services/contribution/changes/change_entries_service.h"
#include "services/contribution/receipts/paid_through_service.h"
#include "services/contribution/receipts/receipt_writer.h"

namespace baophu::contribution {
namespace {

constexpr int kMaxRowsPerChunk = 10'000;
constexpr size_t kMaxCodesPerCall = 10'000;
constexpr absl::Duration kCatchUpTime = absl::Seconds(10);
constexpr absl::Duration kVietnamOffset = absl::Hours(7);

Day TodayInVietnam() {
  const int64_t hours = absl::ToInt64Hours(absl::Now() + kVietnamOffset - absl::UnixEpoch());
  return Day::FromNumber(static_cast<int32_t>(hours / 24));
}

// The views point into the row.
ReceiptInput ReadRow(const v1::SelfPaymentRow& row) {
  ReceiptInput input;
  input.payment.kind = TransactionKind::kPayment;
  input.payment.source = row.source();
  input.payment.external_id = row.external_id();
  input.payment.payer = row.payer();
  input.payment.area = row.area();
  input.payment.date = row.paid_date();
  input.payment.amount_vnd = row.amount_vnd();
  input.payment.recorded_seconds = row.recorded_time().seconds();
  input.payment.recorded_nanos = row.recorded_time().nanos();
  input.scheme = row.scheme();
  input.from_month = row.from_month();
  input.months = row.months();
  input.income_vnd = row.income_vnd();
  input.support_group = row.support_group();
  input.members.assign(row.members().begin(), row.members().end());
  input.first_rank = row.first_rank();
  input.currency = row.currency();
  input.cover_area = row.cover_area();
  input.annuls = row.annuls();
  input.collector = row.collector();
  input.receipt_series = row.receipt_series();
  input.receipt_number = row.receipt_number();
  return input;
}

// Receipts that are right in themselves and whose people are known.
class PreparedReceipts final : public PreparedChunk {
 public:
  PreparedReceipts(const ReceiptImportParts& parts, int64_t first_row_number)
      : law_(parts.law), catalogues_(parts.catalogues), first_row_number_(first_row_number) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    const std::shared_ptr<const AreaCatalogue> catalogue = catalogues_.Get(commit.session());
    const ReceiptOutcome outcome = WriteReceipts(commit.session(), law_, *catalogue, receipts,
                                                 commit.revision(), commit.now_us());
    AddAreaMonthEntries(commit, outcome.touched);
    AddPaidThroughEntries(commit, outcome.covers);
    for (const auto& [at, fault] : outcome.faults) faults.emplace(places[at], fault);
    RowErrors errors(first_row_number_);
    for (const auto& [place, fault] : faults) {
      errors.Refuse(place, fault.field, fault.reason, fault.problem, fault.remedy);
    }
    errors.AppendTo(ack);
    ack.set_accepted_count(outcome.accepted_count);
    ack.set_unchanged_count(outcome.unchanged_count);
    return absl::OkStatus();
  }

  std::vector<Receipt> receipts;
  std::vector<size_t> places;  // Of each of `receipts` in the chunk.
  std::map<size_t, ReceiptFault> faults;

 private:
  const Law& law_;
  catalogue_store::CatalogueCache& catalogues_;
  const int64_t first_row_number_;
};

absl::StatusOr<std::shared_ptr<const AreaCatalogue>> Catalogue(const ReceiptImportParts& parts) {
  std::shared_ptr<const AreaCatalogue> catalogue;
  BAOPHU_TRY(parts.database.Read([&](soci::session& session) {
    catalogue = parts.catalogues.Get(session);
    return absl::OkStatus();
  }));
  return catalogue;
}

// Payers and people by their codes, as many as participant knows.
using PayersByCode = absl::flat_hash_map<std::string, PayerId>;

absl::StatusOr<PayersByCode> Resolve(PayerDirectory& directory, std::vector<std::string> codes) {
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  PayersByCode known;
  for (size_t from = 0; from < codes.size(); from += kMaxCodesPerCall) {
    const size_t end = std::min(from + kMaxCodesPerCall, codes.size());
    const std::vector<std::string> some(codes.begin() + static_cast<std::ptrdiff_t>(from),
                                        codes.begin() + static_cast<std::ptrdiff_t>(end));
    BAOPHU_ASSIGN(const std::vector<std::optional<PayerId>> payers, directory.Resolve(some));
    for (size_t i = 0; i < some.size(); ++i) {
      if (payers[i].has_value()) known.emplace(some[i], *payers[i]);
    }
  }
  return known;
}

std::string MemberCode(std::string_view member) { return absl::StrCat("person:", View(member)); }

// Fills in who pays and who is covered.
std::optional<ReceiptFault> FillPeople(const ReceiptInput& input, const PayersByCode& known,
                                       Receipt& receipt) {
  const auto payer = known.find(View(input.payment.payer));
  if (payer == known.end()) {
    return ReceiptFault{"payer", "UNKNOWN_PAYER", "participant knows no payer with this code",
                        "check the code, or load the payer there first"};
  }
  receipt.payment.payer = payer->second;
  for (const std::string_view member : input.members) {
    const auto person = known.find(MemberCode(member));
    if (person == known.end()) {
      return ReceiptFault{"members", "UNKNOWN_PERSON", "participant does not know one of them",
                          "check the numbers, or load the people there first"};
    }
    receipt.people.push_back(person->second.id());
  }
  if (receipt.people.empty()) receipt.people.push_back(payer->second.id());
  return std::nullopt;
}

}  // namespace

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareReceipts(const ReceiptImportParts& parts,
                                                               const v1::ImportChunk& chunk) {
  const auto& rows = chunk.self_payments().rows();
  if (rows.size() > kMaxRowsPerChunk) {
    return InvalidField("chunk.rows", "holds more than 10,000 rows", "send them in several chunks");
  }
  auto prepared = std::make_unique<PreparedReceipts>(parts, chunk.first_row_number());
  BAOPHU_ASSIGN(std::shared_ptr<const AreaCatalogue> catalogue, Catalogue(parts));
  const Day today = TodayInVietnam();
  std::vector<ReceiptInput> inputs;
  std::vector<std::string> codes;
  bool caught_up = false;
  for (int place = 0; place < rows.size(); ++place) {
    ReceiptInput input = ReadRow(rows[place]);
    Receipt receipt;
    const auto check = [&] {
      return CheckReceipt(input, *catalogue, parts.max_amount_vnd, today, receipt);
    };
    std::optional<ReceiptFault> fault = check();
    if (fault.has_value() && fault->reason == kUnknownArea && !caught_up) {
      // Participant may have taken the area in a moment ago.
      BAOPHU_TRY(parts.feed.CatchUp(absl::Now() + kCatchUpTime));
      caught_up = true;
      BAOPHU_ASSIGN(catalogue, Catalogue(parts));
      fault = check();
    }
    if (fault.has_value()) {
      prepared->faults.emplace(place, *std::move(fault));
      continue;
    }
    receipt.payment.reference = ReferenceOf(receipt.payment.source, receipt.payment.external_id);
    receipt.payment.digest = parts.keys.Hash(ContentOf(input, receipt));
    codes.emplace_back(input.payment.payer);
    for (const std::string_view member : input.members) codes.push_back(MemberCode(member));
    prepared->receipts.push_back(std::move(receipt));
    prepared->places.push_back(static_cast<size_t>(place));
    inputs.push_back(std::move(input));
  }
  if (codes.empty()) return prepared;

  BAOPHU_ASSIGN(const PayersByCode known, Resolve(parts.payers, std::move(codes)));
  std::vector<Receipt> receipts;
  std::vector<size_t> places;
  for (size_t i = 0; i < inputs.size(); ++i) {
    Receipt& receipt = prepared->receipts[i];
    if (auto fault = FillPeople(inputs[i], known, receipt)) {
      prepared->faults.emplace(prepared->places[i], *std::move(fault));
      continue;
    }
    receipts.push_back(std::move(receipt));
    places.push_back(prepared->places[i]);
  }
  prepared->receipts = std::move(receipts);
  prepared->places = std::move(places);
  return prepared;
}

}  // namespace baophu::contribution
