// Milestones under a plan.

#include "services/target/pace/pace_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace baophu::target {
namespace {

Month M(const std::string& text) { return *Month::Parse(text); }

PaceQuestion Question(const std::string& month, int64_t plan, int64_t december, int64_t value) {
  PaceQuestion question{Period::kStock, PaceMethod::kEven, M(month), plan, {}, {}};
  question.values[M(month).January() - 1] = december;
  question.values[M(month)] = value;
  return question;
}

std::vector<int64_t> Milestones(const Pace& pace) {
  std::vector<int64_t> milestones;
  for (const PaceMonth& month : pace.months) milestones.push_back(month.milestone);
  return milestones;
}

TEST(Pace, EvenMilestonesLeadFromDecemberToThePlan) {
  const Pace pace = *MakePace(Question("2024-09", 2'200, 1'000, 1'850));
  EXPECT_THAT(Milestones(pace), testing::ElementsAre(1'100, 1'200, 1'300, 1'400, 1'500, 1'600,
                                                     1'700, 1'800, 1'900, 2'000, 2'100, 2'200));
  EXPECT_EQ(pace.milestone, 1'900);
  EXPECT_EQ(pace.difference(), -50);
  EXPECT_EQ(pace.remaining, 350);
  EXPECT_EQ(pace.months_left, 3);
  EXPECT_EQ(pace.needed_per_month, 117);
}

TEST(Pace, WhatRunsFromJanuaryBeginsWithNothing) {
  PaceQuestion question = Question("2024-03", 1'200, 999, 250);
  question.period = Period::kYearToDate;
  const Pace pace = *MakePace(question);
  EXPECT_EQ(pace.start_value, 0);
  EXPECT_EQ(pace.milestone, 300);
}

// The year-end push and the January fall.
TEST(Pace, LastYearsShapeKeepsItsPushesAndFalls) {
  PaceQuestion question = Question("2024-02", 3'000, 2'000, 1'990);
  question.method = PaceMethod::kLastYearShape;
  question.values[M("2022-12")] = 1'500;
  for (int k = 0; k < 11; ++k) question.values[M("2023-01") + k] = 1'400 + 20 * k;
  question.values[M("2023-12")] = 2'000;
  const Pace pace = *MakePace(question);
  EXPECT_EQ(pace.months[0].milestone, 1'800);
  EXPECT_EQ(pace.milestone, 1'840);
  EXPECT_EQ(pace.months[10].milestone, 2'200);
  EXPECT_EQ(pace.months[11].milestone, 3'000);
}

TEST(Pace, SaysWhichFigureIsMissing) {
  PaceQuestion question = Question("2024-02", 3'000, 2'000, 1'990);
  question.method = PaceMethod::kLastYearShape;
  EXPECT_THAT(MakePace(question).status().message(), testing::HasSubstr("2022-12"));
  question.values.erase(M("2024-02"));
  EXPECT_THAT(MakePace(question).status().message(), testing::HasSubstr("2024-02"));
  PaceQuestion shrank = Question("2024-02", 3'000, 1'000, 990);
  shrank.method = PaceMethod::kLastYearShape;
  for (int k = -1; k < 12; ++k) shrank.values[M("2023-01") + k] = 1'100 - k;
  EXPECT_THAT(MakePace(shrank).status().message(), testing::HasSubstr("nothing grew in 2023"));
}

TEST(Pace, WeeksEndOnSundaysAndWithTheMonth) {
  const Pace pace = *MakePace(Question("2024-09", 2'200, 1'000, 1'850));
  std::vector<std::string> days;
  for (const PaceWeek& week : pace.weeks) days.push_back(week.last.ToString());
  EXPECT_THAT(days, testing::ElementsAre("2024-09-01", "2024-09-08", "2024-09-15", "2024-09-22",
                                         "2024-09-29", "2024-09-30"));
  EXPECT_EQ(pace.weeks.front().milestone, 1'803);
  EXPECT_EQ(pace.weeks.back().milestone, 1'900);
}

TEST(Pace, AnyWayEndsAtThePlanAndNeededMonthsReachIt) {
  for (int round = 0; round < 500 && !testing::Test::HasFailure(); ++round) {
    const uint32_t seed = std::random_device()();
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    const auto pick = [&](int64_t least, int64_t most) {
      return std::uniform_int_distribution<int64_t>(least, most)(random);
    };
    PaceQuestion question;
    question.period = pick(0, 1) == 0 ? Period::kStock : Period::kYearToDate;
    question.method = pick(0, 1) == 0 ? PaceMethod::kEven : PaceMethod::kLastYearShape;
    question.month = Month::FromYearMonth(2024, static_cast<int>(pick(1, 12)));
    question.plan_value = pick(0, 20'000'000'000'000);
    for (const Month month : PaceMonths(question.month)) {
      question.values[month] = pick(0, 15'000'000'000'000);
    }
    const absl::StatusOr<Pace> pace = MakePace(question);
    if (!pace.ok()) {
      EXPECT_EQ(question.method, PaceMethod::kLastYearShape);
      continue;
    }
    EXPECT_EQ(pace->months.back().milestone, question.plan_value);
    EXPECT_EQ(pace->weeks.back().milestone, pace->milestone);
    if (pace->months_left > 0 && pace->remaining > 0) {
      EXPECT_GE(pace->value + pace->needed_per_month * pace->months_left, question.plan_value);
      EXPECT_LT(pace->value + (pace->needed_per_month - 1) * pace->months_left,
                question.plan_value);
    }
  }
}

TEST(Pace, RanksByAmountAndByShare) {
  Pace small, large, none;
  small.value = 50;
  small.milestone = 100;
  large.value = 900;
  large.milestone = 1'000;
  EXPECT_TRUE(BehindByAmount(large, small));
  EXPECT_TRUE(BehindByShare(small, large));
  EXPECT_FALSE(BehindByShare(none, small));
  EXPECT_TRUE(BehindByShare(small, none));
}

TEST(PlanParts, AreAWholeOrSayWhyNot) {
  EXPECT_STREQ(PartsState(10, 10, 2, 0), "ADDS_UP");
  EXPECT_STREQ(PartsState(10, 11, 1, 1), "EXCEEDS");
  EXPECT_STREQ(PartsState(10, 9, 2, 0), "BELOW");
  EXPECT_STREQ(PartsState(10, 10, 2, 1), "MISSING");
  EXPECT_STREQ(PartsState(10, 0, 0, 2), "NOT_SPLIT");
}

}  // namespace
}  // namespace baophu::target
