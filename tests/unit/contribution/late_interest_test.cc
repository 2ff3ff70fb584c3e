// Interest on late amounts: the worked examples of the agency's letters, and
// what must hold of any debt.

#include "services/contribution/interest/late_interest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace baophu::contribution {
namespace {

const Law& TheLaw() {
  static const auto* const kLaw = new Law(*Law::Load("deploy/config/contribution"));
  return *kLaw;
}

size_t FundOf(std::string_view text) {
  size_t fund = 0;
  while (FundText(fund) != text) ++fund;
  return fund;
}

Vnd Interest(std::string_view fund, int64_t principal_vnd, const std::string& due,
             const std::string& as_of) {
  return Sum(*LateInterest(TheLaw(), FundOf(fund), Vnd(principal_vnd), *Day::Parse(due),
                           *Day::Parse(as_of)));
}

// Debt at the end of February 2020: 200 million of social insurance, 100 of them
// of February; 35 million of health insurance, 20 of them of February.
TEST(LateInterest, TheNewestMonthIsNotChargedYet) {
  const Vnd march = Interest("RETIREMENT", 100'000'000, "2020-01-31", "2020-03-01") +
                    Interest("RETIREMENT", 100'000'000, "2020-02-29", "2020-03-01") +
                    Interest("HEALTH", 15'000'000, "2020-01-31", "2020-03-01") +
                    Interest("HEALTH", 20'000'000, "2020-02-29", "2020-03-01");
  EXPECT_EQ(march, Vnd(1'113'090));
  const Vnd april = Interest("RETIREMENT", 100'000'000, "2020-01-31", "2020-04-01") +
                    Interest("RETIREMENT", 100'000'000, "2020-02-29", "2020-04-01") +
                    Interest("HEALTH", 15'000'000, "2020-01-31", "2020-04-01") +
                    Interest("HEALTH", 20'000'000, "2020-02-29", "2020-04-01");
  EXPECT_EQ(april - march, Vnd(2'275'010));
  EXPECT_EQ(Vnd(475'000'000) + april, Vnd(478'388'100));
}

// Of 350 million owed at the end of May 2020 by one that pays every three months,
// April's and May's 210 are due only at the end of June.
TEST(LateInterest, WhatIsNotDueYetBearsNothing) {
  EXPECT_EQ(Interest("RETIREMENT", 140'000'000, "2020-03-31", "2020-06-01") -
                Interest("RETIREMENT", 140'000'000, "2020-03-31", "2020-05-31"),
            Vnd(1'353'240));
  EXPECT_EQ(Interest("RETIREMENT", 210'000'000, "2020-06-30", "2020-06-01"), Vnd());
}

// Evasion found in May 2016: each month bears 1.065 % from its own on.
TEST(LateInterest, BackPaymentsBearInterestForEachMonthBetween) {
  const Law law = [] {
    std::vector<RuleFile> files = *ReadRuleFiles("deploy/config/contribution");
    for (RuleFile& file : files) {
      if (file.table != "interest") continue;
      for (RuleRow& row : file.rows) {
        // Evasion of before 2016 bears the rate of 2016 throughout.
        if (row.validity.from == Month::FromYearMonth(2016, 1)) {
          row.validity.from = Month::FromYearMonth(2015, 1);
        }
      }
    }
    return *Law::Build(std::move(files));
  }();
  Vnd total;
  const auto add = [&](int64_t principal_vnd, const std::string& due, int64_t interest_vnd) {
    const Vnd interest = Sum(*LateInterest(law, FundOf("RETIREMENT"), Vnd(principal_vnd),
                                           *Day::Parse(due), *Day::Parse("2016-05-31")));
    EXPECT_EQ(interest, Vnd(interest_vnd));
    total += interest;
  };
  add(50'000'000, "2015-01-31", 7'987'500);
  add(60'000'000, "2015-02-28", 8'946'000);
  add(65'000'000, "2015-05-31", 7'614'750);
  add(70'000'000, "2015-06-30", 7'455'000);
  EXPECT_EQ(total, Vnd(32'003'250));
}

TEST(LateInterest, FromJuly2025EachDayLateBearsThreeHundredthsOfAPercent) {
  EXPECT_EQ(Interest("RETIREMENT", 100'000'000, "2025-08-31", "2025-09-10"), Vnd(300'000));
  EXPECT_EQ(Interest("RETIREMENT", 1'000'000'000, "2025-08-31", "2025-09-30"), Vnd(9'000'000));
  EXPECT_EQ(Interest("RETIREMENT", 100'000'000, "2025-08-31", "2026-08-31"), Vnd(10'950'000));
  EXPECT_EQ(Interest("RETIREMENT", 100'000'000, "2025-08-31", "2025-08-31"), Vnd());
}

TEST(LateInterest, AMonthWithoutARateIsNamed) {
  EXPECT_THAT(LateInterest(TheLaw(), FundOf("HEALTH"), Vnd(1), *Day::Parse("2015-01-31"),
                           *Day::Parse("2016-05-31"))
                  .status()
                  .message(),
              ::testing::HasSubstr("interest.csv has no row for HEALTH in 2015-01"));
}

TEST(LateInterest, GrowsWithTimeAndIsThatOfItsParts) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  const int32_t first = Day::Parse("2018-01-31")->number();
  for (int i = 0; i < 500; ++i) {
    const size_t fund = random() % kFundCount;
    const Day due = Day::FromNumber(first + static_cast<int32_t>(random() % 3000));
    const Day as_of = Day::FromNumber(due.number() + static_cast<int32_t>(random() % 1500));
    const Day later = Day::FromNumber(as_of.number() + static_cast<int32_t>(random() % 100));
    const Vnd principal(static_cast<int64_t>(random() % 1'000'000'000));
    const auto spans = *LateInterest(TheLaw(), fund, principal, due, as_of);
    Vnd sum;
    Day last = due;
    for (const InterestSpan& span : spans) {
      ASSERT_GT(span.from, last);
      ASSERT_GE(span.through, span.from);
      ASSERT_LE(span.through, as_of);
      ASSERT_GT(span.count, 0);
      last = span.through;
      sum += span.interest;
    }
    ASSERT_EQ(sum, Sum(spans));
    ASSERT_LE(sum, Sum(*LateInterest(TheLaw(), fund, principal, due, later)));
    // Simple interest: twice the debt bears twice as much, but for rounding.
    const Vnd twice = Sum(*LateInterest(TheLaw(), fund, principal + principal, due, as_of));
    const int64_t error = twice.amount_vnd() - 2 * sum.amount_vnd();
    ASSERT_LE(std::abs(error), static_cast<int64_t>(spans.size()));
  }
}

}  // namespace
}  // namespace baophu::contribution
