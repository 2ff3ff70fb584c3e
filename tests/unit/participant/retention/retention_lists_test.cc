// Ends of cover and lists of them, against a model that goes month by month.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/participant/enrolment/fold/coverage_fold.h"
#include "services/participant/retention/rules/case_record.h"
#include "services/participant/retention/rules/cover_end.h"
#include "services/participant/retention/rules/household_gaps.h"
#include "services/participant/retention/rules/work_list.h"
#include "tests/unit/participant/naive_coverage.h"
#include "tests/unit/participant/random_history.h"

namespace baophu::participant {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Categories& TestCategories() {
  static const auto* const kCategories =
      new Categories(Categories::Load("deploy/config/categories.csv").value());
  return *kCategories;
}
const MovementReasons& Reasons() {
  static const auto* const kReasons =
      new MovementReasons(MovementReasons::Load("deploy/config/movement_reasons.csv").value());
  return *kReasons;
}
const RetentionCodes& Codes() {
  static const auto* const kCodes =
      new RetentionCodes(RetentionCodes::Load("deploy/config", Reasons()).value());
  return *kCodes;
}

Day DayOf(const char* text) { return Day::Parse(text).value(); }
Month MonthOf(const char* text) { return Month::Parse(text).value(); }

// What stands on a list in one month of one person, by the words of the rules.
class NaiveCases {
 public:
  // Longer than any cover of RandomHistory that ends.
  static constexpr int kMonths = RandomHistory::kMonths + 12;

  NaiveCases(const std::vector<Movement>& movements, const std::vector<Wage>& wages)
      : coverage_(movements, wages, TestCategories()) {}

  // Whether a cover of the kind ends in a month and nothing follows it at once.
  bool EndsIn(RetentionKind kind, Month month) const {
    if (!Has(kind, month)) return false;
    return !GoesOn(kind, month + 1);
  }
  // The first month after with cover again; Month() for none.
  Month Again(RetentionKind kind, Month month) const {
    for (int i = 2; i <= kMonths; ++i) {
      if (GoesOn(kind, month + i)) return month + i;
    }
    return Month();
  }
  std::optional<NaiveCoverage::Counted> HealthIn(Month month) const {
    return coverage_.In(Scheme::kHealth, month);
  }
  AreaCode AreaIn(RetentionKind kind, Month month) const {
    return coverage_.In(SchemeOf(kind), month)->area;
  }
  bool Has(RetentionKind kind, Month month) const {
    const auto counted = coverage_.In(SchemeOf(kind), month);
    if (!counted.has_value()) return false;
    return kind != RetentionKind::kHousehold ||
           counted->category == TestCategories().Find("HOUSEHOLD");
  }

 private:
  bool GoesOn(RetentionKind kind, Month month) const {
    if (kind == RetentionKind::kHousehold) return coverage_.In(Scheme::kHealth, month).has_value();
    return coverage_.In(Scheme::kCompulsory, month) || coverage_.In(Scheme::kVoluntary, month);
  }

  const NaiveCoverage coverage_;
};

TEST(CoverEnds, AreThoseOfTheNaiveModel) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::set<RetentionKind> seen;
  for (int round = 0; round < 300; ++round) {
    RandomHistory random(seed + static_cast<uint64_t>(round), TestCategories());
    const std::vector<Movement> movements = random.Movements(12);
    const std::vector<Wage> wages = random.Wages();
    std::vector<std::string> expected, found;
    const NaiveCases model(movements, wages);
    for (const RetentionKind kind :
         {RetentionKind::kVoluntary, RetentionKind::kHousehold, RetentionKind::kLeftWork}) {
      for (int i = 0; i < NaiveCases::kMonths; ++i) {
        const Month month = RandomHistory::First() + i;
        if (!model.EndsIn(kind, month)) continue;
        seen.insert(kind);
        expected.push_back(absl::StrCat(static_cast<int>(kind), " ", month.ToString(), " ",
                                        model.AreaIn(kind, month).ToString(), " ",
                                        model.Again(kind, month).number()));
      }
    }
    for (const CoverEnd& end :
         EndsOf(FoldCoverage(movements, wages, TestCategories()).flows, TestCategories())) {
      found.push_back(absl::StrCat(static_cast<int>(end.kind), " ", end.last.ToString(), " ",
                                   end.area.ToString(), " ", end.again.number()));
    }
    ASSERT_EQ(found, expected) << "round " << round;
  }
  EXPECT_EQ(seen.size(), 3u) << "the histories are too tame";
}

TEST(CoverEnds, AreKnownToEndWhetherCoverFollowsOrNot) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  size_t followed = 0;
  for (int round = 0; round < 300; ++round) {
    RandomHistory random(seed + static_cast<uint64_t>(round), TestCategories());
    const std::vector<Movement> movements = random.Movements(12);
    const std::vector<Wage> wages = random.Wages();
    const NaiveCases model(movements, wages);
    const Coverage coverage = FoldCoverage(movements, wages, TestCategories());
    for (const RetentionKind kind : {RetentionKind::kVoluntary, RetentionKind::kLeftWork}) {
      for (int i = 0; i < NaiveCases::kMonths; ++i) {
        const Month month = RandomHistory::First() + i;
        const std::optional<AreaCode> area =
            AreaOfFollowedEnd(coverage.flows, coverage.renewals, TestCategories(), kind, month);
        if (!model.Has(kind, month)) {
          ASSERT_FALSE(area.has_value()) << "round " << round << " " << month.ToString();
        } else if (!model.Has(kind, month + 1)) {
          ASSERT_TRUE(area.has_value()) << "round " << round << " " << month.ToString();
          ASSERT_EQ(*area, model.AreaIn(kind, month)) << "round " << round;
          if (!model.EndsIn(kind, month)) ++followed;
        }
      }
    }
  }
  EXPECT_GT(followed, 10u) << "the histories are too tame";
}

TEST(HouseholdGaps, AreThoseOfTheNaiveModel) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  const std::vector<Wage> no_wages;
  size_t months_without = 0;
  for (int round = 0; round < 100; ++round) {
    std::vector<Coverage> coverages;
    std::vector<NaiveCases> models;
    std::vector<HouseholdMember> members;
    coverages.reserve(4);
    for (int person = 1; person <= 4; ++person) {
      RandomHistory random(seed + static_cast<uint64_t>(round * 10 + person), TestCategories());
      const std::vector<Movement> movements = random.Movements(6);
      coverages.push_back(FoldCoverage(movements, {}, TestCategories()));
      models.emplace_back(movements, no_wages);
      // One is born within the time, one has no movements.
      members.push_back({PersonId(person), person == 2 ? RandomHistory::First() + 7 : Month::Min(),
                         person == 4 ? nullptr : &coverages.back()});
    }
    const auto gaps = GapsOf(members, TestCategories(), Reasons());
    for (int i = 0; i < NaiveCases::kMonths; ++i) {
      const Month month = RandomHistory::First() + i;
      std::optional<AreaCode> paid;
      for (int person = 1; person <= 3 && !paid.has_value(); ++person) {
        const auto health = models[static_cast<size_t>(person - 1)].HealthIn(month);
        if (health && health->category == TestCategories().Find("HOUSEHOLD")) paid = health->area;
      }
      for (int person = 1; person <= 4; ++person) {
        const HouseholdMember& member = members[static_cast<size_t>(person - 1)];
        const bool covered =
            person != 4 && models[static_cast<size_t>(person - 1)].HealthIn(month).has_value();
        const bool expected = paid.has_value() && !covered && member.born <= month;
        std::optional<AreaCode> told;
        if (const auto found = gaps.find(member.person); found != gaps.end()) {
          for (const CoverGap& gap : found->second) {
            if (gap.from <= month && month <= gap.through) told = gap.area;
          }
        }
        ASSERT_EQ(told.has_value(), expected) << "person " << person << " " << month.ToString();
        if (!expected) continue;
        ASSERT_EQ(*told, *paid);
        ++months_without;
      }
    }
  }
  EXPECT_GT(months_without, 100u) << "the histories are too tame";
}

TEST(WorkLists, EndingHoldsMonthsWhoseLastDayIsNear) {
  const auto months = [](const char* day, int days) {
    const CaseMonths found = MonthsOf(WorkList::kEnding, {DayOf(day), days, 3});
    return std::pair(found.from, found.through);
  };
  EXPECT_EQ(months("2024-02-28", 0), std::pair(MonthOf("2024-02"), MonthOf("2024-01")))
      << "leap year: nothing ends on the 28th";
  EXPECT_EQ(months("2024-02-28", 1), std::pair(MonthOf("2024-02"), MonthOf("2024-02")));
  EXPECT_EQ(months("2024-02-29", 0), std::pair(MonthOf("2024-02"), MonthOf("2024-02")));
  EXPECT_EQ(months("2024-03-01", 60), std::pair(MonthOf("2024-03"), MonthOf("2024-04")));
}

TEST(WorkLists, EndingHoldsAMonthJustWhenItsLastDayIsWithinReach) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 2000; ++round) {
    const Day day = Day::FromNumber(static_cast<int32_t>(18'000 + random() % 4'000));
    const int days = static_cast<int>(random() % 100);
    const CaseMonths months = MonthsOf(WorkList::kEnding, {day, days, 3});
    for (Month month = day.month() - 2; month <= day.month() + 6; month = month + 1) {
      const int32_t end = Day::LastOf(month).number();
      const bool within = day.number() <= end && end <= day.number() + days;
      ASSERT_EQ(months.from <= month && month <= months.through, within)
          << day.ToString() << " " << days << " " << month.ToString();
    }
  }
}

TEST(CaseRecords, TheNewestWordHolds) {
  CaseRecord record;
  EXPECT_EQ(StateOf(WorkOf(record), Codes()), CaseState::kOpen);
  const auto at = [](int64_t number) { return RecordedAt{number, PersonId(1), number}; };
  record.assignments.push_back({DayOf("2024-06-03"), "b", at(1)});
  record.assignments.push_back({DayOf("2024-06-01"), "a", at(2)});
  EXPECT_EQ(WorkOf(record).assignee, "b") << "what is told later of an earlier day is history";
  EXPECT_EQ(StateOf(WorkOf(record), Codes()), CaseState::kAssigned);
  record.contacts.push_back({DayOf("2024-06-04"), "PHONE", "REFUSED", "NO_MONEY", at(3)});
  EXPECT_EQ(StateOf(WorkOf(record), Codes()), CaseState::kClosed);
  record.contacts.push_back({DayOf("2024-06-04"), "PHONE", "UNREACHABLE", "", at(4)});
  EXPECT_EQ(HoldingContacts(record).size(), 1u) << "a correction of the same call";
  EXPECT_EQ(StateOf(WorkOf(record), Codes()), CaseState::kContacted);
  record.assignments.push_back({DayOf("2024-06-05"), "", at(5)});
  EXPECT_EQ(WorkOf(record).assignee, "");
  EXPECT_EQ(WorkOf(record).assigned, Day());
}

TEST(CaseNames, AreReadAsTheyAreWritten) {
  for (const RetentionKind kind : {RetentionKind::kVoluntary, RetentionKind::kHousehold,
                                   RetentionKind::kUncovered, RetentionKind::kLeftWork}) {
    const CaseKey key{PersonId(969), kind, MonthOf("2024-12")};
    EXPECT_EQ(CaseKeyOf(CaseName(key)), key) << CaseName(key);
  }
  for (const char* wrong :
       {"", "retentionCases/", "retentionCases/-", "retentionCases/969-voluntary",
        "retentionCases/969-VOLUNTARY-2024-12", "retentionCases/0969-voluntary-2024-12",
        "retentionCases/969-voluntary-2024-13", "retentionCases/969-other-2024-12",
        "retentionCases/0-voluntary-2024-12", "people/969-voluntary-2024-12"}) {
    EXPECT_EQ(CaseKeyOf(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace baophu::participant
