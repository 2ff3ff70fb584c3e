#include "services/participant/coverage/coverage_deltas.h"

#include <gtest/gtest.h>

#include <random>

#include "services/participant/coverage/coverage_counts.h"
#include "tests/unit/participant/random_history.h"

namespace baophu::participant {
namespace {

const Categories& TheCategories() {
  static const auto* const kCategories =
      new Categories(Categories::Load("deploy/config/categories.csv").value());
  return *kCategories;
}

Month M(const char* text) { return Month::Parse(text).value(); }
AreaCode A(const char* text) { return AreaCode::FromTrusted(text); }

// A province with a reform within the months of RandomHistory: commune 11311
// moves to another district, 11314 ends, and district 304 begins.
AreaCatalogue ReformedAreas() {
  const Month reform = M("2024-01");
  return AreaCatalogue({
      {A("31"), AreaLevel::kProvince, "P", {}, M("2019-01"), Month::Max()},
      {A("303"), AreaLevel::kDistrict, "D", A("31"), M("2019-01"), Month::Max()},
      {A("304"), AreaLevel::kDistrict, "E", A("31"), reform, Month::Max()},
      {A("318"), AreaLevel::kDistrict, "F", A("31"), M("2019-01"), Month::Max()},
      {A("11311"), AreaLevel::kCommune, "a", A("303"), M("2019-01"), reform - 1},
      {A("11311"), AreaLevel::kCommune, "b", A("304"), reform, Month::Max()},
      {A("11314"), AreaLevel::kCommune, "c", A("303"), M("2019-01"), reform - 1},
      {A("11317"), AreaLevel::kCommune, "d", A("303"), M("2019-01"), Month::Max()},
  });
}

// Every area that counts a person who hangs on `code` in a month, from the
// words of the rule.
bool CountsFor(const AreaCatalogue& areas, AreaCode area, AreaCode code, Month month) {
  AreaCode at = code;
  while (!at.empty()) {
    const AreaRecord* record = areas.Find(at, month);
    if (record != nullptr && at == area) return true;
    if (record == nullptr) record = areas.FindNewest(at);
    at = record->parent;
  }
  return false;
}

TEST(CoverageDeltas, TotalsOfEveryAreaEqualACountOfPeopleMonthByMonth) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  const AreaCatalogue areas = ReformedAreas();
  for (int round = 0; round < 60; ++round) {
    std::vector<Coverage> people;
    DeltaMap direct;
    for (int person = 0; person < 12; ++person) {
      RandomHistory history(seed + static_cast<uint64_t>(round * 1000 + person), TheCategories());
      people.push_back(FoldCoverage(history.Movements(6), history.Wages(), TheCategories()));
      AddSpanDeltas(people.back().spans, +1, direct);
    }
    const DeltaMap totals = ExpandToAncestors(direct, areas);
    for (const char* code : {"31", "303", "304", "318", "11311", "11314", "11317"}) {
      std::vector<std::pair<DeltaKey, Delta>> of_area;
      for (const auto& [key, delta] : totals) {
        if (key.area == A(code)) of_area.emplace_back(key, delta);
      }
      for (int i = 0; i < RandomHistory::kMonths + 6; ++i) {
        const Month month = RandomHistory::First() + i;
        const MonthCounts counts = CountMonths(of_area, {month})[0];
        for (int series = 1; series <= 5; ++series) {
          int64_t counted = 0, expected = 0;
          for (const auto& [key, count] : counts) {
            if (key.first == series) counted += count.people;
          }
          for (const Coverage& person : people) {
            for (const CoverageSpan& span : person.spans) {
              expected += static_cast<int>(span.scheme) == series && span.from <= month &&
                          month <= span.through && CountsFor(areas, A(code), span.area, month);
            }
          }
          ASSERT_EQ(counted, expected) << code << " " << month.ToString() << " series " << series;
        }
      }
    }
  }
}

TEST(CoverageDeltas, JoinedAndLeftLeaveOutPeopleWhoOnlyMove) {
  const Category household = TheCategories().Find("HOUSEHOLD");
  const std::vector<CoverageSpan> spans = {
      {Scheme::kHealth, M("2023-03"), M("2023-05"), A("11311"), household, {}},
      {Scheme::kHealth, M("2023-06"), M("2023-08"), A("11317"), household, {}}};
  DeltaMap direct;
  AddSpanDeltas(spans, +1, direct);
  const DeltaMap totals = ExpandToAncestors(direct, ReformedAreas());
  const int health = static_cast<int>(Scheme::kHealth);
  EXPECT_EQ(totals.at({A("31"), health, household, M("2023-03")}).joined, 1);
  EXPECT_EQ(totals.at({A("31"), health, household, M("2023-09")}).left, 1);
  EXPECT_FALSE(totals.contains({A("31"), health, household, M("2023-06")}));
  EXPECT_EQ(totals.at({A("11311"), health, household, M("2023-06")}).left, 0);
  EXPECT_EQ(totals.at({A("11311"), health, household, M("2023-06")}).people, -1);
}

TEST(CoverageDeltas, AnEmployerIsCountedWhileItHasPeople) {
  DeltaMap direct;
  AddEmployerDeltas(A("11317"), {{M("2023-01"), 2}, {M("2023-04"), -1}, {M("2023-06"), -1}}, +1,
                    direct);
  const Category none;
  EXPECT_EQ(direct.at({A("11317"), kEmployersSeries, none, M("2023-01")}).people, 1);
  EXPECT_EQ(direct.at({A("11317"), kEmployersSeries, none, M("2023-06")}).people, -1);
  EXPECT_EQ(direct.size(), 2u);
}

}  // namespace
}  // namespace baophu::participant
