#include "services/target/succession/reaggregation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Month kReform = Month::FromYearMonth(2025, 7);
constexpr Month kNow = kReform + 2;
constexpr Month kBefore = kNow - 12;

AreaCode Code(const char* code) { return AreaCode::FromTrusted(code); }

const IndicatorCatalogue& ReformCatalogue() {
  static const auto* const kCatalogue =
      new IndicatorCatalogue(*IndicatorCatalogue::Load("deploy/config"));
  return *kCatalogue;
}

// Province 31 took in 30. Commune 10001 was divided into 10001 and 10003, which took
// in 10002 as a whole; 10004 stayed what it was.
std::shared_ptr<const AreaHistory> TwoProvinces() {
  const Month begin = Month::FromYearMonth(2019, 1);
  const auto area = [&](const char* code, AreaLevel level, const char* parent, Month from,
                        Month to) {
    return AreaRecord{Code(code),   level, absl::StrCat("Area ", code, " ", from.ToString()),
                      Code(parent), from,  to};
  };
  return std::make_shared<const AreaHistory>(
      std::vector<AreaRecord>{area("31", AreaLevel::kProvince, "", begin, kReform - 1),
                              area("30", AreaLevel::kProvince, "", begin, kReform - 1),
                              area("10001", AreaLevel::kCommune, "31", begin, kReform - 1),
                              area("10002", AreaLevel::kCommune, "30", begin, kReform - 1),
                              area("10004", AreaLevel::kCommune, "31", begin, Month::Max()),
                              area("31", AreaLevel::kProvince, "", kReform, Month::Max()),
                              area("10001", AreaLevel::kCommune, "31", kReform, Month::Max()),
                              area("10003", AreaLevel::kCommune, "31", kReform, Month::Max())},
      std::vector<AreaSuccession>{{Code("31"), Code("31"), kReform},
                                  {Code("30"), Code("31"), kReform},
                                  {Code("10001"), Code("10001"), kReform},
                                  {Code("10001"), Code("10003"), kReform},
                                  {Code("10002"), Code("10003"), kReform}});
}

CoverageFigures People(int64_t people, int64_t employers) {
  CoverageFigures figures;
  figures.people[{"HEALTH", "HOUSEHOLD"}] = people;
  figures.employers_participating = employers;
  return figures;
}

class ReaggregationTest : public testing::Test {
 protected:
  ReaggregationTest() {
    known_.coverage[Code("31")] = {{kBefore, People(100, 10)}, {kNow, People(190, 17)}};
    known_.coverage[Code("30")] = {{kBefore, People(50, 5)}};
    CoverageFigures divided = People(40, 4);
    divided.placed[Code("10001")][{"HEALTH", "HOUSEHOLD"}] = 25;
    divided.placed[Code("10003")][{"HEALTH", "HOUSEHOLD"}] = 12;
    known_.coverage[Code("10001")] = {{kBefore, divided}, {kNow, People(30, 3)}};
    known_.coverage[Code("10002")] = {{kBefore, People(50, 5)}};
    known_.coverage[Code("10003")] = {{kNow, People(70, 6)}};
    known_.coverage[Code("10004")] = {{kBefore, People(7, 1)}, {kNow, People(8, 1)}};
    for (const char* code : {"31", "30", "10001", "10002", "10003", "10004"}) {
      for (const Month month : {kBefore, kNow}) {
        known_.ledger[Code(code)][month] = {1000, 900, 100, 2};
      }
    }
  }

  ReportInput Input(const char* area) {
    const std::vector<Month> months = ReportMonths(ReformCatalogue(), kNow);
    const ReportTerritories territories(TwoProvinces(), kNow, months);
    return InputOf(Code(area), months, territories, known_, ReformCatalogue());
  }
  // "delta of prior, remainder" of an indicator against the month last year.
  static std::string YearChange(const ReportInput& input, const char* code) {
    for (const IndicatorReport& report : MakeReport(input, ReformCatalogue())) {
      if (report.indicator != code) continue;
      for (const ChangeReport& change : report.changes) {
        if (change.against != "SAME_MONTH_LAST_YEAR") continue;
        return absl::StrCat(change.delta, " of ", change.prior, ", ", change.remainder,
                            change.reaggregated ? " reaggregated" : "");
      }
    }
    return "";
  }
  // Shares of the population: "against prior points"; what is not compared.
  static std::vector<std::string> PopulationChanges(const ReportInput& input) {
    std::vector<std::string> texts;
    for (const IndicatorReport& report : MakeReport(input, ReformCatalogue())) {
      if (report.indicator != "PARTICIPANTS_HEALTH") continue;
      for (const BaseReport& base : report.bases) {
        if (base.base != "POPULATION") continue;
        for (const PointChangeReport& change : base.changes) {
          texts.push_back(absl::StrCat(change.against, " ", change.prior_percent));
        }
        for (const std::string& against : base.uncompared) {
          texts.push_back(absl::StrCat(against, " not compared"));
        }
      }
    }
    return texts;
  }
  void AddPopulation(const char* area, int64_t people, Month from) {
    known_.denominators[Code(area)].push_back(
        {0, "POPULATION", Code(area), people, from, "yearbook"});
  }

  KnownFigures known_;
};

TEST_F(ReaggregationTest, AMergedProvinceIsComparedWithAllThatItTookIn) {
  const ReportInput input = Input("31");
  EXPECT_EQ(YearChange(input, "PARTICIPANTS_HEALTH"), "40 of 150, 0 reaggregated");
  EXPECT_EQ(YearChange(input, "EMPLOYERS_PARTICIPATING"), "2 of 15, 0 reaggregated");
  EXPECT_EQ(YearChange(input, "AMOUNT_COLLECTED"), "-900 of 1800, 0 reaggregated");
  const std::vector<TerritoryPart>& parts = input.reaggregated.at(kBefore).parts;
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0], (TerritoryPart{Code("30"), TerritoryShare::kWhole, kReform, {}}));
  EXPECT_EQ(parts[1], (TerritoryPart{Code("31"), TerritoryShare::kWhole, kReform, {}}));
}

TEST_F(ReaggregationTest, OfADividedCommuneOnlyPeopleArePlacedAndTheRestRemains) {
  const ReportInput divided = Input("10001");
  EXPECT_EQ(YearChange(divided, "PARTICIPANTS_HEALTH"), "5 of 25, 3 reaggregated");
  EXPECT_EQ(YearChange(divided, "EMPLOYERS_PARTICIPATING"), "3 of 0, 4 reaggregated");
  EXPECT_EQ(YearChange(divided, "AMOUNT_COLLECTED"), "900 of 0, 900 reaggregated");
  const ReportInput both = Input("10003");
  EXPECT_EQ(YearChange(both, "PARTICIPANTS_HEALTH"), "8 of 62, 3 reaggregated");
  EXPECT_EQ(YearChange(both, "EMPLOYERS_PARTICIPATING"), "1 of 5, 4 reaggregated");
}

TEST_F(ReaggregationTest, AnAreaThatStayedWhatItWasIsComparedAsEver) {
  const ReportInput input = Input("10004");
  EXPECT_EQ(YearChange(input, "PARTICIPANTS_HEALTH"), "1 of 7, 0");
  EXPECT_THAT(input.reaggregated, IsEmpty());
}

TEST_F(ReaggregationTest, AMonthWithoutDataOfOneOfTheAreasIsNotCompared) {
  known_.coverage[Code("30")].clear();
  EXPECT_EQ(YearChange(Input("31"), "PARTICIPANTS_HEALTH"), "");
}

TEST_F(ReaggregationTest, AShareIsComparedWhereTheBaseIsKnownOfAllAreas) {
  AddPopulation("31", 200, kReform);
  AddPopulation("31", 120, Month::FromYearMonth(2024, 1));
  EXPECT_THAT(PopulationChanges(Input("31")), ElementsAre("SAME_MONTH_LAST_YEAR not compared"));
  AddPopulation("30", 80, Month::FromYearMonth(2024, 1));
  EXPECT_THAT(PopulationChanges(Input("31")), ElementsAre("SAME_MONTH_LAST_YEAR 75.00"));
}

TEST_F(ReaggregationTest, TheBaseOfADividedAreaIsNotKnown) {
  for (const char* code : {"10001", "10002"}) {
    AddPopulation(code, 60, Month::FromYearMonth(2024, 1));
  }
  AddPopulation("10003", 90, kReform);
  EXPECT_THAT(PopulationChanges(Input("10003")), ElementsAre("SAME_MONTH_LAST_YEAR not compared"));
}

TEST_F(ReaggregationTest, AReportRestsOnTheAreasThatMadeItUp) {
  const ReportTerritories territories(TwoProvinces(), kNow, ReportMonths(ReformCatalogue(), kNow));
  EXPECT_THAT(territories.Watched(Code("31")), ElementsAre(Code("30"), Code("31")));
  EXPECT_THAT(territories.Watched(Code("10003")),
              ElementsAre(Code("10001"), Code("10002"), Code("10003")));
  EXPECT_THAT(territories.Watched(Code("10004")), ElementsAre(Code("10004")));
}

}  // namespace
}  // namespace baophu::target
