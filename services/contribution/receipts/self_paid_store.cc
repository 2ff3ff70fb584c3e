#include "services/contribution/receipts/self_paid_store.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::contribution::self_paid_store {
namespace {

constexpr int kCoverNumbers = 13;
constexpr char kCoverColumns[] =
    "SELECT c.person_id, c.cover_id, c.scheme, c.from_month, c.through_month, c.payer_id, "
    "c.household_rank, c.supported_months, c.reference_high, c.reference_low, c.annulled, "
    "c.paid_day, c.amount_vnd, c.area, c.category, c.collector FROM ";
constexpr char kOfReceipt[] =
    " WHERE reference_high = CAST(:h AS BIGINT) AND reference_low = CAST(:l AS BIGINT)";

Month MonthOf(int64_t number) { return Month::FromNumber(static_cast<int32_t>(number)); }

std::vector<ListedCover> ReadCovers(soci::session& session, const std::string& rest,
                                    const std::vector<std::string>& parameters) {
  std::vector<ListedCover> covers;
  sql::Cursor cursor(session, kCoverColumns + rest, parameters, kCoverNumbers, 3);
  while (cursor.Next()) {
    ListedCover& listed = covers.emplace_back();
    PaidCover& cover = listed.cover;
    cover.person_id = cursor.number(0);
    cover.cover_id = cursor.number(1);
    cover.scheme = static_cast<SelfPaidScheme>(cursor.number(2));
    cover.from = MonthOf(cursor.number(3));
    cover.through = MonthOf(cursor.number(4));
    cover.payer = PayerId::FromNumber(cursor.number(5));
    cover.rank = cursor.number(6);
    cover.supported_months = cursor.number(7);
    cover.receipt = {cursor.number(8), cursor.number(9)};
    listed.annulled = cursor.number(10) != 0;
    cover.paid = Day::FromNumber(static_cast<int32_t>(cursor.number(11)));
    cover.amount = Vnd(cursor.number(12));
    cover.area = AreaCode::FromTrusted(cursor.text(0));
    cover.category = cursor.text(1);
    cover.collector = cursor.text(2);
  }
  return covers;
}

std::vector<PaidCover> WithoutMarks(std::vector<ListedCover> listed) {
  std::vector<PaidCover> covers;
  covers.reserve(listed.size());
  for (ListedCover& one : listed) covers.push_back(std::move(one.cover));
  return covers;
}

// Covers in force whose `column` is one of `ids`.
std::vector<PaidCover> CoversWith(soci::session& session, const std::string& column,
                                  std::span<const int64_t> ids) {
  if (ids.empty()) return {};
  // CROSS JOIN keeps SQLite from walking the big table first.
  return WithoutMarks(ReadCovers(
      session,
      absl::StrCat(sql::IdTable(session, ":ids"), " k CROSS JOIN self_paid_cover c WHERE c.",
                   column, " = k.value AND c.annulled = 0 ORDER BY c.cover_id"),
      {sql::IdList(ids)}));
}

// Takes `count` ids that follow each other; returns the first.
int64_t TakeCoverIds(soci::session& session, int64_t count) {
  long long first = 0;
  session << "SELECT next_cover_id FROM self_paid_sequence WHERE id = 1", soci::into(first);
  const long long next = first + count;
  session << "UPDATE self_paid_sequence SET next_cover_id = :n WHERE id = 1", soci::use(next);
  return first;
}

}  // namespace

std::vector<PaidCover> CoversOfPeople(soci::session& session, std::span<const int64_t> people) {
  return CoversWith(session, "person_id", people);
}

std::vector<PaidCover> CoversOfPayers(soci::session& session, std::span<const int64_t> payers) {
  return CoversWith(session, "payer_id", payers);
}

std::vector<PaidCover> CoversOfReceipt(soci::session& session, const KeyedHash& reference) {
  return WithoutMarks(
      ReadCovers(session, absl::StrCat("self_paid_cover c", kOfReceipt, " ORDER BY c.cover_id"),
                 {absl::StrCat(reference.high), absl::StrCat(reference.low)}));
}

std::vector<ListedCover> ListCovers(soci::session& session, int64_t after_cover_id, int64_t limit) {
  return ReadCovers(session,
                    "self_paid_cover c WHERE c.cover_id > CAST(:a AS BIGINT) "
                    "ORDER BY c.cover_id LIMIT CAST(:n AS BIGINT)",
                    {absl::StrCat(after_cover_id), absl::StrCat(limit)});
}

std::optional<StoredReceipt> FindReceipt(soci::session& session, const KeyedHash& reference) {
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT payer_id, scheme, from_month, months, paid_day, support_vnd, annulled, ",
                   FundColumnList(""), " FROM self_paid_receipt", kOfReceipt),
      {absl::StrCat(reference.high), absl::StrCat(reference.low)}, 7 + static_cast<int>(kFundCount),
      0);
  if (!cursor.Next()) return std::nullopt;
  StoredReceipt receipt;
  receipt.reference = reference;
  receipt.payer = PayerId::FromNumber(cursor.number(0));
  receipt.scheme = static_cast<SelfPaidScheme>(cursor.number(1));
  receipt.first = MonthOf(cursor.number(2));
  receipt.months = cursor.number(3);
  receipt.paid = Day::FromNumber(static_cast<int32_t>(cursor.number(4)));
  for (size_t fund = 0; fund < kFundCount; ++fund) {
    receipt.funds[fund] = Vnd(cursor.number(7 + static_cast<int>(fund)));
  }
  receipt.support = Vnd(cursor.number(5));
  receipt.annulled = cursor.number(6) != 0;
  return receipt;
}

void Insert(soci::session& session, std::span<const StoredReceipt> receipts,
            std::span<PaidCover> covers) {
  sql::RowBatch receipt_rows(
      "self_paid_receipt", WithFundColumns({"reference_high", "reference_low", "payer_id", "scheme",
                                            "from_month", "months", "paid_day"},
                                           {"support_vnd", "annulled"}));
  for (const StoredReceipt& receipt : receipts) {
    receipt_rows.Add(receipt.reference.high)
        .Add(receipt.reference.low)
        .Add(receipt.payer.number())
        .Add(static_cast<int64_t>(receipt.scheme))
        .Add(receipt.first.number())
        .Add(receipt.months)
        .Add(receipt.paid.number());
    for (const Vnd amount : receipt.funds) receipt_rows.Add(amount.amount_vnd());
    receipt_rows.Add(receipt.support.amount_vnd()).Add(receipt.annulled ? 1 : 0);
  }
  receipt_rows.InsertInto(session);

  sql::RowBatch cover_rows(
      "self_paid_cover",
      {"person_id", "cover_id", "scheme", "from_month", "through_month", "payer_id",
       "household_rank", "supported_months", "reference_high", "reference_low", "annulled",
       "paid_day", "amount_vnd", "area", "category", "collector"});
  int64_t next = TakeCoverIds(session, static_cast<int64_t>(covers.size()));
  for (PaidCover& cover : covers) {
    cover.cover_id = next++;
    cover_rows.Add(cover.person_id)
        .Add(cover.cover_id)
        .Add(static_cast<int64_t>(cover.scheme))
        .Add(cover.from.number())
        .Add(cover.through.number())
        .Add(cover.payer.number())
        .Add(cover.rank)
        .Add(cover.supported_months)
        .Add(cover.receipt.high)
        .Add(cover.receipt.low)
        .Add(0)
        .Add(cover.paid.number())
        .Add(cover.amount.amount_vnd())
        .Add(cover.area.text())
        .Add(cover.category)
        .Add(cover.collector);
  }
  cover_rows.InsertInto(session);
}

void Annul(soci::session& session, const KeyedHash& reference) {
  const std::string high = absl::StrCat(reference.high), low = absl::StrCat(reference.low);
  for (const char* const table : {"self_paid_receipt", "self_paid_cover"}) {
    session << absl::StrCat("UPDATE ", table, " SET annulled = 1", kOfReceipt),
        soci::use(high, "h"), soci::use(low, "l");
  }
}

}  // namespace baophu::contribution::self_paid_store
