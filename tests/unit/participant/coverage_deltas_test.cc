#include "services/participant/coverage/coverage_deltas.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <tuple>

#include "services/participant/coverage/coverage_counts.h"
#include "services/participant/enrolment/fold/coverage_fold.h"
#include "tests/unit/participant/merged_records.h"
#include "tests/unit/participant/naive_counts.h"
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

// Deltas kept up as spans come and go, like the tables of the service.
class RunningTotals {
 public:
  explicit RunningTotals(std::map<EmployerId, AreaCode> employer_areas)
      : employer_areas_(std::move(employer_areas)) {}

  // Replaces what a person amounts to.
  void Set(int person, const Coverage& after) {
    Coverage& before = people_[person];
    Add(before, -1);
    Add(after, +1);
    before = after;
  }

  std::vector<int> people() const {
    std::vector<int> people;
    for (const auto& [person, coverage] : people_) people.push_back(person);
    return people;
  }
  const DeltaMap& direct() const { return direct_; }

 private:
  void Add(const Coverage& coverage, int sign) {
    AddSpanDeltas(coverage.spans, sign, direct_);
    for (const auto& [employer, area] : employer_areas_) {
      std::map<Month, int64_t>& headcount = headcounts_[employer];
      AddEmployerDeltas(area, {headcount.begin(), headcount.end()}, -1, direct_);
      for (const JobSpan& job : coverage.jobs) {
        if (job.employer != employer) continue;
        headcount[job.from] += sign;
        if (job.through < Month::Max()) headcount[job.through + 1] -= sign;
      }
      AddEmployerDeltas(area, {headcount.begin(), headcount.end()}, +1, direct_);
    }
  }

  const std::map<EmployerId, AreaCode> employer_areas_;
  std::map<int, Coverage> people_;
  std::map<EmployerId, std::map<Month, int64_t>> headcounts_;
  DeltaMap direct_;
};

void ExpectCountsOfTheModel(const DeltaMap& direct, const NaiveCounts& model,
                            const AreaCatalogue& areas) {
  const DeltaMap totals = ExpandToAncestors(direct, areas);
  for (const char* code : {"31", "303", "304", "318", "11311", "11314", "11317"}) {
    std::vector<std::pair<DeltaKey, Delta>> of_area;
    for (const auto& [key, delta] : totals) {
      if (key.area == A(code)) of_area.emplace_back(key, delta);
    }
    for (int i = 0; i < NaiveCounts::kMonths; ++i) {
      const Month month = RandomHistory::First() + i;
      MonthCounts counted = CountMonths(of_area, {month})[0];
      std::erase_if(counted, [](const auto& entry) { return entry.second.zero(); });
      const MonthCounts expected = model.In(A(code), month);
      ASSERT_EQ(counted.size(), expected.size()) << code << " " << month.ToString();
      for (const auto& [key, delta] : expected) {
        const Delta count = counted[key];
        ASSERT_EQ(std::tuple(count.people, count.joined, count.left),
                  std::tuple(delta.people, delta.joined, delta.left))
            << code << " " << month.ToString() << " series " << key.first << " "
            << TheCategories().code(key.second);
      }
    }
  }
}

// Movements arrive in any order while records are merged and unmerged; the
// running totals are at every time what the rules say month by month.
TEST(CoverageDeltas, RunningTotalsEqualTheNaiveModelWhateverComesMergesOrParts) {
  constexpr int kRecords = 6;
  constexpr int kOperations = 60;
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  const AreaCatalogue areas = ReformedAreas();
  const std::map<EmployerId, AreaCode> employer_areas = {
      {EmployerId(1), A("11311")}, {EmployerId(2), A("11314")}, {EmployerId(3), A("318")}};
  for (int round = 0; round < 200; ++round) {
    RandomHistory random(seed + static_cast<uint64_t>(round), TheCategories());
    MergedRecords records(kRecords);
    RunningTotals totals(employer_areas);
    std::vector<Movement> known;
    int merges = 0;
    for (int i = 0; i < kRecords; ++i) records.at(i).wages = random.Wages();
    for (int operation = 0; operation < kOperations; ++operation) {
      const int record = random.Pick(kRecords);
      switch (random.Pick(5)) {
        case 0:
          merges += records.Merge(record, random.Pick(kRecords));
          break;
        case 1:
          records.Unmerge(record);
          break;
        default: {
          const Movement movement = random.Movements(1, known)[0];
          known.push_back(movement);
          records.at(record).movements.push_back(movement);
        }
      }
      const std::map<int, MergedRecords::Record> people = records.People();
      for (const int person : totals.people()) {
        if (!people.contains(person)) totals.Set(person, {});
      }
      for (const auto& [person, one] : people) {
        totals.Set(person, FoldCoverage(one.movements, one.wages, TheCategories()));
      }
      if (operation != kOperations / 2 && operation != kOperations - 1) continue;
      NaiveCounts model(areas, employer_areas);
      for (const auto& [person, one] : people) {
        model.AddPerson(one.movements, one.wages, TheCategories());
      }
      ExpectCountsOfTheModel(totals.direct(), model, areas);
      if (testing::Test::HasFatalFailure()) FAIL() << "round " << round;
    }
    ASSERT_GT(merges, 0);
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
