// When a month's contributions are due, by what was agreed with the employer.

#include "services/contribution/arrangements/arrangement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace baophu::contribution {
namespace {

const Law& TheLaw() {
  static const auto* const kLaw = new Law(*Law::Load("deploy/config/contribution"));
  return *kLaw;
}

Month M(const std::string& text) { return *Month::Parse(text); }

Arrangement From(ArrangementKind kind, const std::string& from, const std::string& through = "") {
  return {kind, M(from), through.empty() ? Month::Max() : M(through), "1/TT", 0};
}

// 20 for retirement, 5 for health.
FundAmounts Amounts() {
  FundAmounts amounts;
  amounts[kRetirement] = Vnd(20);
  amounts[kHealth] = Vnd(5);
  return amounts;
}

std::vector<std::string> Due(const std::vector<Arrangement>& arrangements,
                             const std::string& month) {
  std::vector<std::string> texts;
  const auto parts = DueParts(TheLaw(), arrangements, M(month), Amounts());
  EXPECT_EQ(parts.status().message(), "");
  for (const auto& [day, amounts] : *parts) {
    texts.push_back(day.ToString() + " " + std::to_string(Sum(amounts).amount_vnd()));
  }
  return texts;
}

using ::testing::ElementsAre;

TEST(Arrangement, WithoutOneContributionsAreDueByTheMonth) {
  EXPECT_THAT(Due({}, "2024-02"), ElementsAre("2024-02-29 25"));
  EXPECT_THAT(Due({}, "2025-07"), ElementsAre("2025-08-31 25"));
}

TEST(Arrangement, QuartersAndHalfYearsAreThoseOfTheCalendar) {
  const std::vector<Arrangement> quarterly = {From(ArrangementKind::kQuarterly, "2024-02")};
  EXPECT_THAT(Due(quarterly, "2024-01"), ElementsAre("2024-01-31 25"));
  EXPECT_THAT(Due(quarterly, "2024-02"), ElementsAre("2024-03-31 25"));
  EXPECT_THAT(Due(quarterly, "2024-04"), ElementsAre("2024-06-30 25"));
  // Law 41/2024/QH15: by the end of the month after the cycle.
  EXPECT_THAT(Due(quarterly, "2025-07"), ElementsAre("2025-10-31 25"));
  const std::vector<Arrangement> half = {From(ArrangementKind::kHalfYearly, "2024-01", "2024-12")};
  EXPECT_THAT(Due(half, "2024-07"), ElementsAre("2024-12-31 25"));
  EXPECT_THAT(Due(half, "2025-01"), ElementsAre("2025-01-31 25"));
}

TEST(Arrangement, TheLaterDecisionOnAMonthHolds) {
  const std::vector<Arrangement> decisions = {
      From(ArrangementKind::kHalfYearly, "2024-01"),
      From(ArrangementKind::kMonthly, "2024-03", "2024-04")};
  EXPECT_THAT(Due(decisions, "2024-02"), ElementsAre("2024-06-30 25"));
  EXPECT_THAT(Due(decisions, "2024-03"), ElementsAre("2024-03-31 25"));
  EXPECT_THAT(Due(decisions, "2024-05"), ElementsAre("2024-06-30 25"));
}

TEST(Arrangement, OnlyRetirementIsSuspended) {
  const std::vector<Arrangement> suspended = {
      From(ArrangementKind::kRetirementSuspended, "2025-08", "2025-10")};
  EXPECT_THAT(Due(suspended, "2025-08"), ElementsAre("2025-09-30 5", "2025-11-30 20"));
  EXPECT_THAT(Due(suspended, "2025-11"), ElementsAre("2025-12-31 25"));
  EXPECT_EQ(SuspendedMonths(suspended, M("2025-09")), 3);
  EXPECT_EQ(SuspendedMonths(suspended, M("2025-11")), 0);
}

TEST(Arrangement, ASuspensionThatGoesOnOrEndsEarlyMovesTheDueDay) {
  std::vector<Arrangement> decisions = {
      From(ArrangementKind::kRetirementSuspended, "2025-08", "2025-09"),
      From(ArrangementKind::kRetirementSuspended, "2025-10", "2025-12")};
  EXPECT_EQ(SuspendedMonths(decisions, M("2025-08")), 5);
  EXPECT_THAT(Due(decisions, "2025-08"), ElementsAre("2025-09-30 5", "2026-01-31 20"));
  decisions.push_back(From(ArrangementKind::kRetirementResumed, "2025-11"));
  EXPECT_THAT(Due(decisions, "2025-08"), ElementsAre("2025-09-30 5", "2025-11-30 20"));
  EXPECT_THAT(Due(decisions, "2025-12"), ElementsAre("2026-01-31 25"));
}

TEST(Arrangement, WhateverWasAgreedNothingIsLostAndNothingIsDueBeforeItsMonthEnds) {
  for (int round = 0; round < 500 && !testing::Test::HasFailure(); ++round) {
    const uint32_t seed = std::random_device()();
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const auto pick = [&](int least, int most) {
      return std::uniform_int_distribution<int>(least, most)(random);
    };
    std::vector<Arrangement> decisions;
    for (int i = pick(0, 6); i > 0; --i) {
      const Month from = M("2024-01") + pick(0, 24);
      decisions.push_back(
          {static_cast<ArrangementKind>(pick(1, 5)), from, from + pick(0, 11), "1/TT", 0});
    }
    const Month month = M("2024-01") + pick(0, 30);
    FundAmounts amounts;
    for (size_t f = 0; f < kFundCount; ++f) amounts[f] = Vnd(pick(-100, 100));
    const auto parts = DueParts(TheLaw(), decisions, month, amounts);
    ASSERT_TRUE(parts.ok());
    FundAmounts sum;
    for (const auto& [day, part] : *parts) {
      EXPECT_GE(day, Day::LastOf(month));
      for (size_t f = 0; f < kFundCount; ++f) sum[f] += part[f];
    }
    EXPECT_EQ(sum, amounts);
  }
}

}  // namespace
}  // namespace baophu::contribution
