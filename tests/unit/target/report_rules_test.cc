#include "services/target/coverage_report/report_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const IndicatorCatalogue& Catalogue() {
  static const auto* const kCatalogue =
      new IndicatorCatalogue(*IndicatorCatalogue::Load("deploy/config"));
  return *kCatalogue;
}

Month At(const char* month) { return *Month::Parse(month); }

void SetPeople(ReportInput& input, const char* month, const char* scheme, int64_t people,
               const char* category = "EMPLOYMENT") {
  input.coverage[At(month)].people[{scheme, category}] = people;
}

PlanVersion Plan(const char* assigner, const char* indicator, int64_t value, const char* from,
                 PlanKind kind = PlanKind::kAssigned) {
  PlanVersion plan;
  plan.assigner = assigner;
  plan.decision = absl::StrCat("QĐ ", from);
  plan.year = At(from).year();
  plan.indicator = indicator;
  plan.kind = kind;
  plan.value = value;
  plan.valid_from = At(from);
  return plan;
}

Denominator Base(const char* base, int64_t value, const char* from) {
  return {0, base, AreaCode(), value, At(from), absl::StrCat("source ", from)};
}

const IndicatorReport* Find(const std::vector<IndicatorReport>& reports, const char* code) {
  for (const IndicatorReport& report : reports) {
    if (report.indicator == code) return &report;
  }
  return nullptr;
}

std::vector<std::string> Changes(const IndicatorReport& report) {
  std::vector<std::string> texts;
  for (const ChangeReport& change : report.changes) {
    texts.push_back(absl::StrCat(change.against, " ", change.delta, " of ", change.prior));
  }
  return texts;
}

std::vector<std::string> Bases(const IndicatorReport& report) {
  std::vector<std::string> texts;
  for (const BaseReport& base : report.bases) {
    std::string text = absl::StrCat(base.base, " ", base.value, " ", base.percent);
    for (const PointChangeReport& change : base.changes) {
      absl::StrAppend(&text, " | ", change.against, " ", change.prior_percent, " ",
                      change.delta_points);
    }
    texts.push_back(text);
  }
  return texts;
}

// The published figures for Hải Phòng at the end of September 2024: 495,856
// people, 93.79 % of plan, up 8,329 on December, 27,903 on a year before.
TEST(ReportRulesTest, ThePublishedFiguresOfSeptember2024) {
  ReportInput input;
  input.month = At("2024-09");
  SetPeople(input, "2024-09", "SOCIAL_COMPULSORY", 495'856);
  SetPeople(input, "2023-12", "SOCIAL_COMPULSORY", 487'527);
  SetPeople(input, "2023-09", "SOCIAL_COMPULSORY", 467'953);
  SetPeople(input, "2024-09", "SOCIAL_VOLUNTARY", 36'520, "OTHER");
  SetPeople(input, "2024-09", "HEALTH", 1'962'460, "HOUSEHOLD");
  input.plans = {Plan("VSS", "PARTICIPANTS_SOCIAL_COMPULSORY", 519'050, "2024-01"),
                 Plan("VSS", "PARTICIPANTS_SOCIAL_COMPULSORY", 528'690, "2024-07"),
                 Plan("VSS", "PARTICIPANTS_SOCIAL_VOLUNTARY", 50'137, "2024-01"),
                 Plan("VSS", "PARTICIPANTS_HEALTH", 1'983'100, "2024-01")};
  input.denominators = {Base("POPULATION", 2'100'700, "2024-09")};
  const std::vector<IndicatorReport> reports = MakeReport(input, Catalogue());

  const IndicatorReport& compulsory = *Find(reports, "PARTICIPANTS_SOCIAL_COMPULSORY");
  EXPECT_EQ(compulsory.value, 495'856);
  EXPECT_EQ(compulsory.plan->percent, "93.79");
  EXPECT_EQ(compulsory.plan->remaining, 32'834);
  EXPECT_THAT(Changes(compulsory), ElementsAre("PREVIOUS_DECEMBER 8329 of 487527",
                                               "SAME_MONTH_LAST_YEAR 27903 of 467953"));
  EXPECT_EQ(Find(reports, "PARTICIPANTS_SOCIAL_VOLUNTARY")->plan->percent, "72.84");
  EXPECT_EQ(Find(reports, "PARTICIPANTS_SOCIAL")->value, 532'376);
  const IndicatorReport& health = *Find(reports, "PARTICIPANTS_HEALTH");
  EXPECT_EQ(health.plan->percent, "98.96");
  EXPECT_THAT(Bases(health), ElementsAre("POPULATION 2100700 93.42"));
}

// Hải Phòng, August 2023: collected 62.75 % of plan, up 1,395,109 million on a
// year before; arrears 5.97 % of plan, 0.63 points less than a year before.
TEST(ReportRulesTest, ThePublishedAmountsOfAugust2023) {
  constexpr int64_t kMillion = 1'000'000;
  ReportInput input;
  input.month = At("2023-08");
  input.ledger[At("2023-08")] = {10'500'000 * kMillion, 9'789'000 * kMillion, 931'320 * kMillion,
                                 1280};
  input.ledger[At("2022-08")] = {9'000'000 * kMillion, 8'393'891 * kMillion, 910'800 * kMillion,
                                 1300};
  input.plans = {Plan("VSS", "AMOUNT_COLLECTED", 15'600'000 * kMillion, "2023-01"),
                 Plan("VSS", "AMOUNT_COLLECTED", 13'800'000 * kMillion, "2022-01")};
  const std::vector<IndicatorReport> reports = MakeReport(input, Catalogue());

  const IndicatorReport& collected = *Find(reports, "AMOUNT_COLLECTED");
  EXPECT_EQ(collected.plan->percent, "62.75");
  EXPECT_THAT(Changes(collected),
              ElementsAre("SAME_MONTH_LAST_YEAR 1395109000000 of 8393891000000"));
  const IndicatorReport& outstanding = *Find(reports, "AMOUNT_OUTSTANDING");
  EXPECT_THAT(Bases(outstanding),
              ElementsAre("COLLECTION_PLAN 15600000000000 5.97 | SAME_MONTH_LAST_YEAR 6.60 -0.63",
                          "AMOUNT_ASSESSED 10500000000000 8.87 | SAME_MONTH_LAST_YEAR 10.12 "
                          "-1.25"));
  EXPECT_EQ(outstanding.bases[0].source, "VSS QĐ 2023-01");
  EXPECT_EQ(Find(reports, "EMPLOYERS_IN_ARREARS")->value, 1280);
}

TEST(ReportRulesTest, AnIndicatorWithoutDataIsLeftOut) {
  ReportInput input;
  input.month = At("2024-09");
  EXPECT_THAT(MakeReport(input, Catalogue()), IsEmpty());
  input.ledger[At("2024-09")] = {};
  const std::vector<IndicatorReport> reports = MakeReport(input, Catalogue());
  EXPECT_EQ(Find(reports, "PARTICIPANTS_SOCIAL"), nullptr);
  ASSERT_NE(Find(reports, "AMOUNT_COLLECTED"), nullptr);
  EXPECT_EQ(Find(reports, "AMOUNT_COLLECTED")->value, 0) << "zero is data";
}

TEST(ReportRulesTest, NoRatioOfNothing) {
  ReportInput input;
  input.month = At("2024-09");
  input.ledger[At("2024-09")] = {0, 5, 0, 0};
  input.plans = {Plan("VSS", "AMOUNT_ASSESSED", 0, "2024-01")};
  const std::vector<IndicatorReport> reports = MakeReport(input, Catalogue());
  EXPECT_THAT(Find(reports, "AMOUNT_COLLECTED")->bases, IsEmpty());
  EXPECT_EQ(Find(reports, "AMOUNT_ASSESSED")->plan->percent, "");
  EXPECT_EQ(Find(reports, "AMOUNT_ASSESSED")->plan->remaining, 0);
}

TEST(ReportRulesTest, ThePlanIsTheVersionValidThatMonth) {
  ReportInput input;
  SetPeople(input, "2024-06", "SOCIAL_COMPULSORY", 100);
  SetPeople(input, "2024-07", "SOCIAL_COMPULSORY", 250);
  input.plans = {Plan("VSS", "PARTICIPANTS_SOCIAL_COMPULSORY", 200, "2024-07"),
                 Plan("VSS", "PARTICIPANTS_SOCIAL_COMPULSORY", 150, "2024-01"),
                 Plan("VSS", "PARTICIPANTS_SOCIAL_COMPULSORY", 90, "2023-01")};
  input.month = At("2024-06");
  EXPECT_EQ(Find(MakeReport(input, Catalogue()), "PARTICIPANTS_SOCIAL_COMPULSORY")->plan->percent,
            "66.67");
  input.month = At("2024-07");
  const auto july = MakeReport(input, Catalogue());
  EXPECT_EQ(Find(july, "PARTICIPANTS_SOCIAL_COMPULSORY")->plan->percent, "125.00");
  EXPECT_EQ(Find(july, "PARTICIPANTS_SOCIAL_COMPULSORY")->plan->remaining, -50);
}

TEST(ReportRulesTest, CommitmentsAndOtherAssignersAreOtherPlans) {
  ReportInput input;
  input.month = At("2024-06");
  SetPeople(input, "2024-06", "HEALTH", 90);
  input.plans = {
      Plan("PEOPLES_COMMITTEE", "PARTICIPANTS_HEALTH", 120, "2024-02"),
      Plan("VSS", "PARTICIPANTS_HEALTH", 95, "2024-01", PlanKind::kCommitment),
      Plan("PEOPLES_COMMITTEE", "PARTICIPANTS_HEALTH", 110, "2024-01"),
      Plan("PEOPLES_COMMITTEE", "PARTICIPANTS_HEALTH", 130, "2024-08"),
  };
  const auto reports = MakeReport(input, Catalogue());
  const IndicatorReport& health = *Find(reports, "PARTICIPANTS_HEALTH");
  EXPECT_FALSE(health.plan.has_value());
  ASSERT_EQ(health.other_plans.size(), 2u);
  EXPECT_EQ(health.other_plans[0].plan.kind, PlanKind::kCommitment);
  EXPECT_EQ(health.other_plans[1].plan.value, 120);
}

TEST(ReportRulesTest, AmountsOfTheYearAreComparedWithinTheYear) {
  ReportInput input;
  for (const char* month : {"2024-01", "2023-12", "2023-01", "2024-02"}) {
    input.ledger[At(month)] = {100, 50, 20, 3};
  }
  input.month = At("2024-01");
  auto reports = MakeReport(input, Catalogue());
  EXPECT_THAT(Changes(*Find(reports, "AMOUNT_COLLECTED")),
              ElementsAre("SAME_MONTH_LAST_YEAR 0 of 50"));
  EXPECT_THAT(Bases(*Find(reports, "AMOUNT_OUTSTANDING")),
              ElementsAre("AMOUNT_ASSESSED 100 20.00 | SAME_MONTH_LAST_YEAR 20.00 0.00"))
      << "December's assessments are of twelve months";
  EXPECT_THAT(Changes(*Find(reports, "AMOUNT_OUTSTANDING")),
              ElementsAre("PREVIOUS_MONTH 0 of 20", "PREVIOUS_DECEMBER 0 of 20",
                          "SAME_MONTH_LAST_YEAR 0 of 20"));
  input.month = At("2024-02");
  reports = MakeReport(input, Catalogue());
  EXPECT_THAT(Changes(*Find(reports, "AMOUNT_COLLECTED")), ElementsAre("PREVIOUS_MONTH 0 of 50"));
}

TEST(ReportRulesTest, AnEarlierRatioIsOfTheBaseAsItWasThen) {
  ReportInput input;
  input.month = At("2024-05");
  SetPeople(input, "2024-05", "UNEMPLOYMENT", 50);
  SetPeople(input, "2024-04", "UNEMPLOYMENT", 50);
  SetPeople(input, "2023-05", "UNEMPLOYMENT", 40);
  input.denominators = {Base("LABOUR_FORCE", 100, "2024-01"), Base("LABOUR_FORCE", 200, "2024-05"),
                        Base("POPULATION", 1, "2020-01")};
  const auto reports = MakeReport(input, Catalogue());
  // In May 2023 no labour force was known, so that comparison is left out.
  EXPECT_THAT(Bases(*Find(reports, "PARTICIPANTS_UNEMPLOYMENT")),
              ElementsAre("LABOUR_FORCE 200 25.00 | PREVIOUS_MONTH 50.00 -25.00"));
  EXPECT_EQ(Find(reports, "PARTICIPANTS_UNEMPLOYMENT")->bases[0].source, "source 2024-05");
}

TEST(ReportRulesTest, MonthsAreAskedForOnce) {
  EXPECT_THAT(ReportMonths(Catalogue(), At("2024-09")),
              ElementsAre(At("2024-09"), At("2024-08"), At("2023-12"), At("2023-09")));
  EXPECT_THAT(ReportMonths(Catalogue(), At("2024-01")),
              ElementsAre(At("2024-01"), At("2023-12"), At("2023-01")));
  EXPECT_THAT(ReportMonths(Catalogue(), At("2024-12")),
              ElementsAre(At("2024-12"), At("2024-11"), At("2023-12")));
}

}  // namespace
}  // namespace baophu::target
