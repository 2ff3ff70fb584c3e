#include "services/target/plans/plan_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace baophu::target {
namespace {

using testing::ElementsAre;

const IndicatorCatalogue& Catalogue() {
  static const auto* const kCatalogue =
      new IndicatorCatalogue(*IndicatorCatalogue::Load("deploy/config"));
  return *kCatalogue;
}

PlanDraft Draft() {
  PlanDraft draft;
  draft.assigner = "VSS";
  draft.decision = "12/QĐ-BHXH";
  draft.area = "31";
  draft.indicator = "PARTICIPANTS_SOCIAL_COMPULSORY";
  draft.kind = "ASSIGNED";
  draft.valid_from = "2024-07";
  draft.year = 2024;
  draft.value = 528'690;
  return draft;
}

std::vector<std::string> Reasons(const std::vector<Problem>& problems) {
  std::vector<std::string> reasons;
  for (const Problem& problem : problems) reasons.push_back(problem.field + ":" + problem.reason);
  return reasons;
}

std::vector<std::string> Reasons(const PlanDraft& draft) {
  PlanVersion plan;
  return Reasons(CheckPlan(draft, Catalogue(), plan));
}

TEST(PlanRulesTest, ASoundPlanIsRead) {
  PlanVersion plan;
  EXPECT_TRUE(CheckPlan(Draft(), Catalogue(), plan).empty());
  EXPECT_EQ(plan.area.ToString(), "31");
  EXPECT_EQ(plan.valid_from, Month::FromYearMonth(2024, 7));
  EXPECT_EQ(plan.value, 528'690);
}

TEST(PlanRulesTest, EachFaultNamesItsField) {
  PlanDraft draft = Draft();
  draft.assigner = "NOBODY";
  EXPECT_THAT(Reasons(draft), ElementsAre("assigner:UNKNOWN_ASSIGNER"));
  draft = Draft();
  draft.indicator = "PARTICIPANTS";
  EXPECT_THAT(Reasons(draft), ElementsAre("indicator:UNKNOWN_INDICATOR"));
  draft = Draft();
  draft.kind = "PROMISE";
  EXPECT_THAT(Reasons(draft), ElementsAre("kind:UNKNOWN_KIND"));
  draft = Draft();
  draft.valid_from = "2024-13";
  EXPECT_THAT(Reasons(draft), ElementsAre("valid_from:INVALID_MONTH"));
  draft = Draft();
  draft.valid_from = "2025-01";
  EXPECT_THAT(Reasons(draft), ElementsAre("valid_from:MONTH_NOT_IN_YEAR"));
  draft = Draft();
  draft.value = -1;
  EXPECT_THAT(Reasons(draft), ElementsAre("value:NEGATIVE_VALUE"));
  draft = Draft();
  draft.area = "3a";
  EXPECT_THAT(Reasons(draft), ElementsAre("area:INVALID_AREA"));
  draft = Draft();
  draft.decision = "a\tb";
  EXPECT_THAT(Reasons(draft), ElementsAre("decision:INVALID_TEXT"));
  draft = Draft();
  draft.year = 24;
  EXPECT_THAT(Reasons(draft), ElementsAre("year:INVALID_YEAR"));
}

TEST(PlanRulesTest, DenominatorsAreOfLoadedBasesOnlyAndAboveZero) {
  DenominatorDraft draft{"LABOUR_FORCE", "31", "2024-05", "Niên giám thống kê", 1'050'516};
  Denominator denominator;
  EXPECT_TRUE(CheckDenominator(draft, Catalogue(), denominator).empty());
  draft.base = "COLLECTION_PLAN";
  draft.value = 0;
  draft.valid_from = "05/2024";
  EXPECT_THAT(Reasons(CheckDenominator(draft, Catalogue(), denominator)),
              ElementsAre("base:UNKNOWN_BASE", "value:INVALID_VALUE", "valid_from:INVALID_MONTH"));
}

TEST(PlanRulesTest, DecomposedUnicodeIsComposed) {
  DenominatorDraft draft{"POPULATION", "31", "2024-05", "Da\xCC\xA3i", 1};
  Denominator denominator;
  ASSERT_TRUE(CheckDenominator(draft, Catalogue(), denominator).empty());
  EXPECT_EQ(denominator.source, "D\xE1\xBA\xA1i");
}

}  // namespace
}  // namespace baophu::target
