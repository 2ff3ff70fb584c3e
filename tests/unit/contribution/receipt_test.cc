// Which receipts of those who pay alone are taken, and what they amount to.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "common/status/fault.h"
#include "services/contribution/receipts/receipt_rules.h"

namespace baophu::contribution {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const Law& TheLaw() {
  static const auto* const kLaw = new Law(*Law::Load("deploy/config/contribution"));
  return *kLaw;
}

Month M(int year, int month) { return Month::FromYearMonth(year, month); }
AreaCode Code(std::string_view text) { return AreaCode::FromTrusted(text); }

AreaCatalogue Areas() {
  return AreaCatalogue(
      {{Code("31"), AreaLevel::kProvince, "", AreaCode(), M(2019, 1), Month::Max()},
       {Code("303"), AreaLevel::kDistrict, "", Code("31"), M(2019, 1), M(2025, 6)}});
}

ReceiptInput Input() {
  ReceiptInput input;
  input.payment.kind = TransactionKind::kPayment;
  input.payment.source = "VNPOST";
  input.payment.external_id = "R-1";
  input.payment.payer = "person:1";
  input.payment.area = "303";
  input.payment.date = "2024-09-05";
  input.payment.amount_vnd = 297'000;
  input.scheme = "VOLUNTARY";
  input.from_month = "2024-09";
  input.months = 1;
  input.income_vnd = 1'500'000;
  input.support_group = "OTHER";
  return input;
}

ReceiptFault Check(const ReceiptInput& input) {
  Receipt receipt;
  return CheckReceipt(input, Areas(), 1'000'000'000'000, *Day::Parse("2025-01-01"), receipt)
      .value_or(ReceiptFault());
}

Receipt Voluntary(Month first, int64_t months, int64_t amount_vnd) {
  Receipt receipt;
  receipt.payment.kind = TransactionKind::kPayment;
  receipt.payment.source = "VNPOST";
  receipt.payment.external_id = "R-1";
  receipt.payment.payer = *PayerId::FromName("people/1");
  receipt.payment.day = Day::FirstOf(first);
  receipt.payment.amount = Vnd(amount_vnd);
  receipt.first = first;
  receipt.months = months;
  receipt.income = Vnd(1'500'000);
  receipt.group = "OTHER";
  receipt.people = {1};
  return receipt;
}

Receipt Household(Month first, std::vector<int64_t> people, HouseholdRank first_rank,
                  int64_t amount_vnd) {
  Receipt receipt = Voluntary(first, 3, amount_vnd);
  receipt.scheme = SelfPaidScheme::kHouseholdHealth;
  receipt.payment.payer = *PayerId::FromName("households/7");
  receipt.first_rank = first_rank;
  receipt.people = std::move(people);
  return receipt;
}

std::string Reason(const absl::StatusOr<AssessedReceipt>& assessed) {
  return FaultOf(assessed.status()).value_or(Fault()).reason;
}

TEST(Receipt, EachFaultNamesItsField) {
  EXPECT_EQ(Check(Input()).field, "");
  EXPECT_EQ(Check(Input()).reason, "");
  const auto fault = [](auto change) {
    ReceiptInput input = Input();
    change(input);
    const ReceiptFault found = Check(input);
    EXPECT_NE(found.problem, "");
    EXPECT_NE(found.remedy, "") << found.problem;
    return found.field + " " + found.reason;
  };
  using I = ReceiptInput&;
  EXPECT_EQ(fault([](I i) { i.currency = "USD"; }), "currency INVALID_CURRENCY");
  EXPECT_EQ(fault([](I i) { i.payment.date = "2025-01-02"; }), "paid_date DATE_IN_FUTURE");
  EXPECT_EQ(fault([](I i) { i.payment.date = "2024-02-30"; }), "paid_date INVALID_DATE");
  EXPECT_EQ(fault([](I i) { i.payment.amount_vnd = 0; }), "amount_vnd INVALID_AMOUNT");
  EXPECT_EQ(fault([](I i) { i.scheme = "VOLUNTARLY"; }), "scheme INVALID_FIELD");
  EXPECT_EQ(fault([](I i) { i.from_month = "2024-13"; }), "from_month INVALID_FIELD");
  EXPECT_EQ(fault([](I i) { i.months = 0; }), "months INVALID_FIELD");
  EXPECT_EQ(fault([](I i) { i.payment.payer = "household:1"; }), "payer INVALID_FIELD");
  EXPECT_EQ(fault([](I i) { i.payment.payer = "employer:1"; }), "payer INVALID_FIELD");
  EXPECT_EQ(fault([](I i) { i.members = {"1"}; }), "members INVALID_FIELD");
  EXPECT_EQ(fault([](I i) { i.income_vnd = 0; }), "income_vnd INVALID_FIELD");
  EXPECT_EQ(fault([](I i) { i.support_group = ""; }), "support_group INVALID_FIELD");
  EXPECT_EQ(fault([](I i) { i.cover_area = "304"; }), "cover_area UNKNOWN_AREA");
  EXPECT_EQ(fault([](I i) { i.annuls = "R-0"; }), "scheme INVALID_FIELD");
  EXPECT_EQ(fault([](I i) {
              i.scheme = "HOUSEHOLD_HEALTH";
              i.income_vnd = 0;
              i.support_group = "";
              i.payment.payer = "household:1";
            }),
            "members INVALID_FIELD");
}

TEST(Receipt, ContentsOfDifferentRowsDiffer) {
  Receipt receipt;
  const auto content = [&](const ReceiptInput& input) { return ContentOf(input, receipt); };
  ReceiptInput other = Input();
  EXPECT_EQ(content(Input()), content(other));
  other.months = 3;
  EXPECT_NE(content(Input()), content(other));
  ReceiptInput one = Input(), two = Input();
  one.members = {"1", "2"};
  two.members = {"1\n1:2"};
  EXPECT_NE(content(one), content(two));
}

TEST(ReceiptRules, AnAmountThatIsNotWhatTheLawAsksIsRefusedNamingBoth) {
  EXPECT_TRUE(AssessReceipt(TheLaw(), Voluntary(M(2024, 9), 1, 297'000), {}, {}).ok());
  const auto refused = AssessReceipt(TheLaw(), Voluntary(M(2024, 9), 1, 330'000), {}, {});
  EXPECT_EQ(Reason(refused), "AMOUNT_NOT_ASSESSED");
  EXPECT_THAT(std::string(refused.status().message()),
              AllOf(HasSubstr("330000"), HasSubstr("297000")));
}

TEST(ReceiptRules, APeriodThatIsPaidAlreadyIsRefused) {
  const auto first = AssessReceipt(TheLaw(), Voluntary(M(2024, 9), 3, 891'000), {}, {});
  ASSERT_TRUE(first.ok()) << first.status();
  for (const int month : {7, 9, 11}) {
    EXPECT_EQ(
        Reason(AssessReceipt(TheLaw(), Voluntary(M(2024, month), 3, 891'000), first->covers, {})),
        "PERIOD_ALREADY_PAID");
  }
  for (const int month : {6, 12}) {
    EXPECT_TRUE(
        AssessReceipt(TheLaw(), Voluntary(M(2024, month), 3, 891'000), first->covers, {}).ok());
  }
}

TEST(ReceiptRules, SupportEndsAtItsLimitAndTheRefusalSaysSo) {
  PaidCover before;
  before.person_id = 1;
  before.from = M(2014, 1);
  before.through = M(2023, 11);
  before.supported_months = 119;
  const std::vector<PaidCover> covers = {before};
  const auto refused = AssessReceipt(TheLaw(), Voluntary(M(2024, 9), 3, 891'000), covers, {});
  EXPECT_EQ(Reason(refused), "AMOUNT_NOT_ASSESSED");
  EXPECT_THAT(std::string(refused.status().message()),
              AllOf(HasSubstr("957000"), HasSubstr("1 of 3 months supported"),
                    HasSubstr("120 months in all")));
  const auto taken = AssessReceipt(TheLaw(), Voluntary(M(2024, 9), 3, 957'000), covers, {});
  ASSERT_TRUE(taken.ok()) << taken.status();
  EXPECT_EQ(taken->covers[0].supported_months, 1);
  EXPECT_EQ(taken->support, Vnd(33'000));
}

TEST(ReceiptRules, MembersOfAHouseholdKeepTheirPlacesInAYear) {
  const int64_t two = 3 * (105'300 + 73'710);
  const auto first = AssessReceipt(TheLaw(), Household(M(2024, 7), {1, 2}, 1, two), {}, {});
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->covers[1].rank, 2);
  EXPECT_EQ(first->covers[1].category, "HOUSEHOLD");
  EXPECT_EQ(first->funds[kHealth], Vnd(two));
  const std::vector<PaidCover>& held = first->covers;

  // A third one joins, in the third place and no other.
  EXPECT_EQ(Reason(AssessReceipt(TheLaw(), Household(M(2024, 8), {3}, 1, 315'900), {}, held)),
            "RANK_NOT_FREE");
  EXPECT_EQ(Reason(AssessReceipt(TheLaw(), Household(M(2024, 8), {3}, 4, 157'950), {}, held)),
            "RANK_NOT_FREE");
  EXPECT_TRUE(AssessReceipt(TheLaw(), Household(M(2024, 8), {3}, 3, 189'540), {}, held).ok());
  // Those who joined go on with their places, and not with others'.
  EXPECT_TRUE(AssessReceipt(TheLaw(), Household(M(2024, 10), {1, 2}, 1, two), held, held).ok());
  EXPECT_EQ(Reason(AssessReceipt(TheLaw(), Household(M(2024, 10), {2, 1}, 1, two), held, held)),
            "RANK_NOT_FREE");
  // In the next year the order begins anew.
  EXPECT_TRUE(AssessReceipt(TheLaw(), Household(M(2025, 1), {2, 1}, 1, two), held, held).ok());
}

TEST(ReceiptRules, AMemberIsNamedOnce) {
  EXPECT_EQ(
      FaultOf(AssessReceipt(TheLaw(), Household(M(2024, 7), {1, 1}, 1, 1), {}, {}).status())->field,
      "members");
}

TEST(ReceiptRules, WhatIsTakenBackIsTheReverseOfWhatWasTaken) {
  const Receipt receipt = Voluntary(M(2024, 9), 1, 297'000);
  const auto assessed = AssessReceipt(TheLaw(), receipt, {}, {});
  ASSERT_TRUE(assessed.ok());
  const auto taken = LedgerRowsOf(receipt.payment, assessed->funds, false);
  const auto back = LedgerRowsOf(receipt.payment, assessed->funds, true);
  for (size_t i = 0; i < taken.size(); ++i) {
    const std::vector<PostingLine> lines = PostingsOf(taken[i]);
    const std::vector<PostingLine> reversed = PostingsOf(back[i]);
    EXPECT_TRUE(Balances(taken[i].kind, lines));
    EXPECT_TRUE(Balances(back[i].kind, reversed));
    ASSERT_EQ(lines.size(), reversed.size());
    for (size_t line = 0; line < lines.size(); ++line) {
      EXPECT_EQ(lines[line].total(), -reversed[line].total());
    }
  }
}

}  // namespace
}  // namespace baophu::contribution
