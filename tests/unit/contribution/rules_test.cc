// Double entry, payer ids and the checks of imported rows.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "services/contribution/importing/row_rules.h"
#include "services/contribution/ledger/payer_id.h"
#include "services/contribution/ledger/posting.h"

namespace baophu::contribution {
namespace {

constexpr int64_t kMaxAmountVnd = 1'000'000;

TEST(PayerId, KeepsKindAndIdThroughNameAndNumber) {
  for (const char* name :
       {"employers/1", "people/1", "households/1", "people/2305843009213693951"}) {
    const std::optional<PayerId> payer = PayerId::FromName(name);
    ASSERT_TRUE(payer.has_value()) << name;
    EXPECT_EQ(payer->ToName(), name);
    EXPECT_EQ(PayerId::FromNumber(payer->number()), *payer);
  }
  EXPECT_TRUE(PayerId::FromName("employers/7")->is_employer());
  EXPECT_EQ(PayerId::FromName("employers/7"), PayerId::Employer(7));
  EXPECT_NE(PayerId::FromName("people/7"), PayerId::FromName("households/7"));
}

TEST(PayerId, RefusesOtherNames) {
  for (const char* name : {"", "7", "people/", "people/0", "people/-1", "people/01", "person/1",
                           "people/2305843009213693952", "areas/31"}) {
    EXPECT_EQ(PayerId::FromName(name), std::nullopt) << name;
  }
}

TEST(Postings, BalanceByFundAndTellWhatTheyMean) {
  const FundAmounts amounts = {Vnd(10), Vnd(20), Vnd(0), Vnd(-5), Vnd(7)};
  const std::vector<PostingLine> assessment =
      MakePostings(TransactionKind::kAssessment, amounts, Vnd(), false);
  EXPECT_TRUE(Balances(TransactionKind::kAssessment, assessment));
  const PostedAmounts assessed = AmountsOf(TransactionKind::kAssessment, assessment);
  EXPECT_EQ(assessed.due, Vnd(32));
  EXPECT_EQ(assessed.assessed, amounts);
  EXPECT_EQ(assessed.paid, Vnd());

  const std::vector<PostingLine> payment =
      MakePostings(TransactionKind::kPayment, {}, Vnd(9), false);
  EXPECT_TRUE(Balances(TransactionKind::kPayment, payment));
  const PostedAmounts paid = AmountsOf(TransactionKind::kPayment, payment);
  EXPECT_EQ(paid.paid, Vnd(9));
  EXPECT_EQ(paid.collected, Vnd(9));
  EXPECT_EQ(paid.due, Vnd());
}

TEST(Postings, AreOutOfBalanceWhenAnyAmountIsOff) {
  std::vector<PostingLine> lines = MakePostings(
      TransactionKind::kAssessment, {Vnd(10), Vnd(20), Vnd(), Vnd(), Vnd()}, Vnd(), false);
  lines[0].funds[0] += Vnd(1);
  EXPECT_FALSE(Balances(TransactionKind::kAssessment, lines));
  // The sum is right again, but not by fund.
  lines[0].funds[1] += Vnd(-1);
  EXPECT_FALSE(Balances(TransactionKind::kAssessment, lines));
  EXPECT_FALSE(Balances(TransactionKind::kPayment, {}));
}

AreaCatalogue Catalogue() {
  return AreaCatalogue({{AreaCode::FromTrusted("31"), AreaLevel::kProvince, "", AreaCode(),
                         Month::FromYearMonth(2019, 1), Month::FromYearMonth(2024, 12)}});
}

RowInput GoodAssessment() {
  RowInput input;
  input.kind = TransactionKind::kAssessment;
  input.source = "payroll-1.A";
  input.external_id = "2024/02#\"7\"";
  input.payer = "employer:0200000001";
  input.area = "31";
  input.period_month = "2024-02";
  input.date = "2024-02-29";
  input.fund_amounts_vnd = {1, 2, 3, 4, 5};
  return input;
}

RowInput GoodPayment() {
  RowInput input = GoodAssessment();
  input.kind = TransactionKind::kPayment;
  input.period_month = "";
  input.date = "2024-12-31";
  input.fund_amounts_vnd = {};
  input.amount_vnd = 1;
  return input;
}

std::string ReasonOf(const RowInput& input) {
  LedgerRow row;
  const std::optional<RowFault> fault = CheckRow(input, Catalogue(), kMaxAmountVnd, row);
  return fault.has_value() ? std::string(fault->reason) : "";
}

TEST(CheckRow, TakesGoodRows) {
  LedgerRow row;
  ASSERT_FALSE(CheckRow(GoodAssessment(), Catalogue(), kMaxAmountVnd, row).has_value());
  EXPECT_EQ(row.month, Month::FromYearMonth(2024, 2));
  EXPECT_EQ(row.day.ToString(), "2024-02-29");
  EXPECT_EQ(Sum(row.funds), Vnd(15));
  ASSERT_FALSE(CheckRow(GoodPayment(), Catalogue(), kMaxAmountVnd, row).has_value());
  EXPECT_EQ(row.month, Month::FromYearMonth(2024, 12));
  EXPECT_EQ(row.amount, Vnd(1));
}

TEST(CheckRow, NamesWhatIsWrong) {
  const auto with = [](auto edit, RowInput input = GoodAssessment()) {
    edit(input);
    return ReasonOf(input);
  };
  EXPECT_EQ(with([](RowInput& i) { i.source = ""; }), "INVALID_SOURCE");
  EXPECT_EQ(with([](RowInput& i) { i.source = "a b"; }), "INVALID_SOURCE");
  EXPECT_EQ(with([](RowInput& i) { i.source = "12345678901234567890123456789012345678901"; }),
            "INVALID_SOURCE");
  EXPECT_EQ(with([](RowInput& i) { i.external_id = "a b"; }), "INVALID_EXTERNAL_ID");
  EXPECT_EQ(with([](RowInput& i) { i.external_id = "a\nb"; }), "INVALID_EXTERNAL_ID");
  EXPECT_EQ(with([](RowInput& i) { i.external_id = "\xff"; }), "INVALID_EXTERNAL_ID");
  EXPECT_EQ(with([](RowInput& i) { i.payer = "employer:"; }), "INVALID_PAYER");
  EXPECT_EQ(with([](RowInput& i) { i.payer = "office:1"; }), "INVALID_PAYER");
  EXPECT_EQ(with([](RowInput& i) { i.period_month = "2024-13"; }), "INVALID_MONTH");
  EXPECT_EQ(with([](RowInput& i) { i.date = "2023-02-29"; }), "INVALID_DATE");
  EXPECT_EQ(with([](RowInput& i) { i.area = "3"; }), "INVALID_AREA");
  EXPECT_EQ(with([](RowInput& i) { i.area = "24"; }), "UNKNOWN_AREA");
  EXPECT_EQ(with([](RowInput& i) { i.period_month = "2025-01"; }), "UNKNOWN_AREA");
  EXPECT_EQ(with([](RowInput& i) { i.fund_amounts_vnd = {}; }), "NO_AMOUNT");
  EXPECT_EQ(with([](RowInput& i) { i.fund_amounts_vnd[2] = -kMaxAmountVnd - 1; }),
            "AMOUNT_OVER_LIMIT");
  EXPECT_EQ(with([](RowInput& i) { i.recorded_nanos = -1; }), "INVALID_TIME");
  EXPECT_EQ(with([](RowInput& i) { i.amount_vnd = 0; }, GoodPayment()), "INVALID_AMOUNT");
  EXPECT_EQ(with([](RowInput& i) { i.amount_vnd = kMaxAmountVnd + 1; }, GoodPayment()),
            "AMOUNT_OVER_LIMIT");
  EXPECT_EQ(with([](RowInput& i) { i.date = "2025-01-01"; }, GoodPayment()), "UNKNOWN_AREA");
}

TEST(CheckNotFuture, TodayInVietnamIsTheLastDay) {
  const Day today = *Day::Parse("2024-12-31");
  EXPECT_FALSE(CheckNotFuture("paid_date", today, today).has_value());
  const auto fault = CheckNotFuture("paid_date", *Day::Parse("2025-01-01"), today);
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->field, "paid_date");
  EXPECT_EQ(fault->reason, "DATE_IN_FUTURE");
}

TEST(CheckRow, ComposedAndDecomposedIdsAreOne) {
  RowInput composed = GoodAssessment();
  composed.external_id = "\xe1\xba\xa3";  // ả
  RowInput decomposed = GoodAssessment();
  decomposed.external_id = "a\xcc\x89";  // a and a hook above
  LedgerRow first, second;
  ASSERT_FALSE(CheckRow(composed, Catalogue(), kMaxAmountVnd, first).has_value());
  ASSERT_FALSE(CheckRow(decomposed, Catalogue(), kMaxAmountVnd, second).has_value());
  EXPECT_EQ(first.external_id, second.external_id);
  EXPECT_EQ(ContentOf(composed, first), ContentOf(decomposed, second));
}

TEST(ContentOf, DiffersWhereverRowsDiffer) {
  const auto content = [](auto edit) {
    RowInput input = GoodAssessment();
    edit(input);
    LedgerRow row;
    EXPECT_FALSE(CheckRow(input, Catalogue(), kMaxAmountVnd, row).has_value());
    return ContentOf(input, row);
  };
  const std::string good = content([](RowInput&) {});
  EXPECT_EQ(good, content([](RowInput&) {}));
  EXPECT_NE(good, content([](RowInput& i) { i.source = "x"; }));
  EXPECT_NE(good, content([](RowInput& i) { i.external_id = "x"; }));
  EXPECT_NE(good, content([](RowInput& i) { i.payer = "person:0200000001"; }));
  EXPECT_NE(good, content([](RowInput& i) { i.period_month = "2024-01"; }));
  EXPECT_NE(good, content([](RowInput& i) { i.date = "2024-02-28"; }));
  EXPECT_NE(good, content([](RowInput& i) { i.recorded_seconds = 1; }));
  for (size_t fund = 0; fund < kFundCount; ++fund) {
    EXPECT_NE(good, content([&](RowInput& i) { i.fund_amounts_vnd[fund] = 9; }));
  }
}

}  // namespace
}  // namespace baophu::contribution
