// Milestones that were given for a plan.

#include "services/target/plans/milestones/milestones.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "absl/strings/str_cat.h"
#include "services/target/pace/pace_rules.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;

PlanVersion Plan() {
  PlanVersion plan;
  plan.year = 2024;
  plan.valid_from = *Month::Parse("2024-03");
  plan.value = 1'000;
  return plan;
}

std::vector<std::string> Reasons(const std::vector<MilestoneDraft>& drafts,
                                 const PlanVersion& plan = Plan()) {
  std::vector<Milestone> milestones;
  std::vector<std::string> reasons;
  for (const Problem& problem : CheckMilestones(plan, drafts, milestones)) {
    reasons.push_back(absl::StrCat(problem.field, ":", problem.reason));
  }
  return reasons;
}

TEST(MilestonesTest, PointsComeInAnyOrder) {
  std::vector<Milestone> milestones;
  ASSERT_TRUE(CheckMilestones(Plan(),
                              {{"2024-09-15", 700}, {"2024-03-31", 400}, {"2024-12-31", 1'000}},
                              milestones)
                  .empty());
  ASSERT_EQ(milestones.size(), 3u);
  EXPECT_EQ(milestones[0].last.ToString(), "2024-03-31");
  EXPECT_EQ(milestones[1].value, 700);
}

TEST(MilestonesTest, EachFaultNamesItsPoint) {
  EXPECT_THAT(Reasons({{"2024-03-31", 1}, {"2024-02-30", 1}}),
              ElementsAre("points[1].date:INVALID_DATE"));
  EXPECT_THAT(Reasons({{"2024-02-29", 1}}), ElementsAre("points[0].date:DATE_OUTSIDE_PLAN"))
      << "before the version holds";
  EXPECT_THAT(Reasons({{"2025-01-01", 1}}), ElementsAre("points[0].date:DATE_OUTSIDE_PLAN"));
  EXPECT_THAT(Reasons({{"2024-05-01", 1}, {"2024-05-01", 2}}),
              ElementsAre("points[1].date:DATE_TWICE"));
  EXPECT_THAT(Reasons({{"2024-05-01", -1}}), ElementsAre("points[0].value:NEGATIVE_VALUE"));
  EXPECT_THAT(Reasons({{"2024-12-31", 999}}), ElementsAre("points[0].value:NOT_THE_PLAN"));
  EXPECT_THAT(Reasons(std::vector<MilestoneDraft>(367, {"2024-05-01", 1})),
              ElementsAre("points:TOO_MANY_POINTS"));
  PlanVersion ratio = Plan();
  ratio.base = "POPULATION";
  EXPECT_THAT(Reasons({{"2024-05-01", 1}}, ratio), ElementsAre("name:MILESTONES_OF_RATIO"));
}

PaceQuestion Given(std::vector<Milestone> given) {
  PaceQuestion question{Period::kStock,  PaceMethod::kGiven, *Month::Parse("2024-09"), 1'000, {},
                        std::move(given)};
  question.values[*Month::Parse("2023-12")] = 400;
  question.values[*Month::Parse("2024-09")] = 650;
  return question;
}

TEST(MilestonesTest, APaceGoesThroughTheGivenPoints) {
  const Pace pace =
      *MakePace(Given({{*Day::Parse("2024-06-30"), 500}, {*Day::Parse("2024-09-15"), 700}}));
  EXPECT_EQ(pace.months[5].milestone, 500);
  EXPECT_EQ(pace.months[11].milestone, 1'000) << "the plan stands at the end";
  EXPECT_EQ(pace.months[2].milestone, 450) << "91 of 182 days";
  EXPECT_EQ(pace.weeks[2].last.ToString(), "2024-09-15");
  EXPECT_EQ(pace.weeks[2].milestone, 700) << "a week's own milestone";
  EXPECT_EQ(pace.milestone, 742) << "15 of 107 days from 700 to 1,000";
  EXPECT_EQ(pace.difference(), -92);
}

TEST(MilestonesTest, WithoutPointsThereIsNoGivenPace) {
  EXPECT_EQ(MakePace(Given({})).status().code(), absl::StatusCode::kFailedPrecondition);
}

// Whatever is given, the way passes through every point and stays between neighbours.
TEST(MilestonesTest, TheWayStaysBetweenItsPoints) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 200; ++round) {
    std::vector<Milestone> way;
    for (int32_t day = 0; day < 366; day += 1 + static_cast<int32_t>(random() % 60)) {
      way.push_back(
          {Day::FromNumber(day), static_cast<int64_t>(random() % 10'000'000'000'000'000)});
    }
    for (size_t i = 0; i + 1 < way.size(); ++i) {
      const auto [low, high] = std::minmax(way[i].value, way[i + 1].value);
      for (int32_t day = way[i].last.number(); day <= way[i + 1].last.number(); ++day) {
        const int64_t value = ValueOnWay(way, Day::FromNumber(day));
        ASSERT_LE(low, value);
        ASSERT_GE(high, value);
      }
      ASSERT_EQ(ValueOnWay(way, way[i].last), way[i].value);
    }
  }
}

}  // namespace
}  // namespace baophu::target
