// Plans held against the plans that they are parts of.

#include "services/target/plans/plan_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "absl/strings/str_cat.h"

namespace baophu::target {
namespace {

using testing::HasSubstr;

constexpr int kYear = 2025;

AreaRecord Area(const char* code, AreaLevel level, const char* parent, const char* from,
                const char* to) {
  return {AreaCode::FromTrusted(code),
          level,
          code,
          AreaCode::FromTrusted(parent),
          *Month::Parse(from),
          *Month::Parse(to)};
}

// A province with two districts until June 2025; its communes stay.
AreaCatalogue Areas() {
  std::vector<AreaRecord> records = {
      Area("31", AreaLevel::kProvince, "", "2019-01", "2999-12"),
      Area("303", AreaLevel::kDistrict, "31", "2019-01", "2025-06"),
      Area("304", AreaLevel::kDistrict, "31", "2019-01", "2025-06"),
  };
  for (const char* code : {"11311", "11314", "11317", "11320"}) {
    const char* district = code < std::string("11317") ? "303" : "304";
    records.push_back(Area(code, AreaLevel::kCommune, district, "2019-01", "2025-06"));
    records.push_back(Area(code, AreaLevel::kCommune, "31", "2025-07", "2999-12"));
  }
  return AreaCatalogue(records);
}

PlanVersion Plan(const std::string& area, const char* from, int64_t value,
                 const std::string& holder = "") {
  PlanVersion plan;
  plan.assigner = "VSS";
  plan.decision = "1/QĐ";
  plan.area = AreaCode::FromTrusted(area);
  plan.indicator = "PARTICIPANTS_HEALTH";
  plan.valid_from = *Month::Parse(from);
  plan.year = plan.valid_from.year();
  plan.holder = holder;
  plan.value = value;
  return plan;
}

TEST(PlanBookTest, PartsMayReachTheWholeAndNotExceedIt) {
  const AreaCatalogue areas = Areas();
  PlanBook book(areas, {Plan("31", "2025-01", 100), Plan("303", "2025-01", 60)});
  EXPECT_FALSE(book.Admit(Plan("304", "2025-01", 40)).has_value());
  const std::optional<Problem> problem = book.Admit(Plan("303", "2025-03", 61));
  ASSERT_TRUE(problem.has_value());
  EXPECT_EQ(problem->reason, "PARTS_EXCEED_WHOLE");
  EXPECT_EQ(problem->field, "value");
  EXPECT_THAT(problem->problem, testing::AllOf(HasSubstr("101"), HasSubstr("2025-03"),
                                               HasSubstr("100"), HasSubstr("area 31")));
  EXPECT_THAT(problem->remedy, HasSubstr("at most 60"));
  EXPECT_FALSE(book.Admit(Plan("304", "2025-01", 39)).has_value()) << "a row may be replaced";
  EXPECT_FALSE(book.Admit(Plan("303", "2025-03", 61)).has_value());
}

TEST(PlanBookTest, ARaisedWholeMakesRoomFromItsMonthOn) {
  const AreaCatalogue areas = Areas();
  PlanBook book(
      areas, {Plan("31", "2025-01", 100), Plan("31", "2025-04", 120), Plan("303", "2025-01", 100)});
  EXPECT_TRUE(book.Admit(Plan("304", "2025-03", 20)).has_value());
  EXPECT_FALSE(book.Admit(Plan("304", "2025-04", 20)).has_value());
}

TEST(PlanBookTest, ALoweredWholeIsTakenAndPartsAreRevisedAfterIt) {
  const AreaCatalogue areas = Areas();
  PlanBook book(
      areas, {Plan("31", "2025-01", 100), Plan("303", "2025-01", 60), Plan("304", "2025-01", 40)});
  EXPECT_FALSE(book.Admit(Plan("31", "2025-03", 80)).has_value());
  EXPECT_FALSE(book.Admit(Plan("303", "2025-03", 50)).has_value()) << "smaller than before";
  EXPECT_TRUE(book.Admit(Plan("304", "2025-03", 41)).has_value());
}

TEST(PlanBookTest, ARevisionIsNotBeforeItsPlan) {
  const AreaCatalogue areas = Areas();
  PlanBook book(areas, {Plan("31", "2025-03", 100)});
  const std::optional<Problem> problem = book.Admit(Plan("31", "2025-02", 90));
  ASSERT_TRUE(problem.has_value());
  EXPECT_EQ(problem->reason, "REVISION_BEFORE_PLAN");
  EXPECT_THAT(problem->problem, HasSubstr("2025-03"));
  EXPECT_FALSE(book.Admit(Plan("31", "2025-04", 90)).has_value());
  EXPECT_FALSE(book.Admit(Plan("31", "2025-03", 95)).has_value()) << "the first one, replaced";
}

TEST(PlanBookTest, OfficersAndOrganisationsAreSplitsOfTheirOwn) {
  const AreaCatalogue areas = Areas();
  PlanBook book(areas, {Plan("303", "2025-01", 60)});
  EXPECT_FALSE(book.Admit(Plan("303", "2025-01", 60, "officers/A1")).has_value());
  EXPECT_FALSE(book.Admit(Plan("303", "2025-01", 60, "organisations/BD")).has_value());
  EXPECT_TRUE(book.Admit(Plan("303", "2025-02", 1, "officers/A2")).has_value());
}

TEST(PlanBookTest, PromisesRatiosAndOtherAssignersAreNotHeldAgainstIt) {
  const AreaCatalogue areas = Areas();
  PlanBook book(areas, {Plan("31", "2025-01", 100)});
  PlanVersion plan = Plan("303", "2025-01", 500);
  plan.kind = PlanKind::kCommitment;
  EXPECT_FALSE(book.Admit(plan).has_value());
  plan = Plan("303", "2025-01", 500);
  plan.assigner = "PEOPLES_COMMITTEE";
  EXPECT_FALSE(book.Admit(plan).has_value());
  plan = Plan("303", "2025-01", 940'000);
  plan.base = "POPULATION";
  EXPECT_FALSE(book.Admit(plan).has_value());
}

// All that was taken, looked at without the book's sums.
class Naive {
 public:
  explicit Naive(const AreaCatalogue& areas) : areas_(areas) {}

  bool Admits(const PlanVersion& plan) const {
    for (const PlanVersion& each : plans_) {
      if (SameOwner(each, plan) && each.valid_from <= plan.valid_from) return Fits(plan);
    }
    return std::none_of(plans_.begin(), plans_.end(),
                        [&](const PlanVersion& each) { return SameOwner(each, plan); }) &&
           Fits(plan);
  }
  void Take(const PlanVersion& plan) {
    std::erase_if(plans_, [&](const PlanVersion& each) {
      return SameOwner(each, plan) && each.valid_from == plan.valid_from;
    });
    plans_.push_back(plan);
  }

 private:
  static bool SameOwner(const PlanVersion& a, const PlanVersion& b) {
    return a.area == b.area && a.holder == b.holder;
  }
  static const PlanVersion* Newest(const std::vector<PlanVersion>& plans, const PlanVersion& owner,
                                   Month month) {
    const PlanVersion* newest = nullptr;
    for (const PlanVersion& each : plans) {
      if (SameOwner(each, owner) && each.valid_from <= month &&
          (newest == nullptr || newest->valid_from < each.valid_from)) {
        newest = &each;
      }
    }
    return newest;
  }
  // Whether parts and whole go together in each month that the plan changes.
  bool Fits(const PlanVersion& plan) const {
    std::vector<PlanVersion> then = plans_;
    std::erase_if(then, [&](const PlanVersion& each) {
      return SameOwner(each, plan) && each.valid_from == plan.valid_from;
    });
    then.push_back(plan);
    for (Month month = plan.valid_from; month.year() == kYear; month = month + 1) {
      if (Newest(then, plan, month)->valid_from != plan.valid_from) continue;
      const PlanVersion* before = Newest(plans_, plan, month);
      if (plan.value <= (before == nullptr ? 0 : before->value)) continue;
      const AreaRecord* record = areas_.Find(plan.area, month);
      const AreaCode above = record == nullptr ? AreaCode() : record->parent;
      if (above.empty()) continue;
      PlanVersion whole;
      whole.area = above;
      const PlanVersion* of = Newest(then, whole, month);
      if (of == nullptr) continue;
      int64_t sum = 0;
      for (const AreaRecord& each : areas_.records()) {
        if (!each.Holds(month) || each.parent != above) continue;
        PlanVersion part;
        part.area = each.code;
        const PlanVersion* newest = Newest(then, part, month);
        if (newest != nullptr) sum += newest->value;
      }
      if (sum > of->value) return false;
    }
    return true;
  }

  const AreaCatalogue& areas_;
  std::vector<PlanVersion> plans_;
};

TEST(PlanBookTest, TakesWhatACountByHandTakesAcrossAReform) {
  const AreaCatalogue areas = Areas();
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const std::vector<std::string> codes = {"31", "303", "304", "11311", "11314", "11317", "11320"};
  const int64_t most[] = {40, 25, 25, 15, 15, 15, 15};
  int refused = 0, taken = 0;
  for (int world = 0; world < 60; ++world) {
    PlanBook book(areas, {});
    Naive naive(areas);
    for (int step = 0; step < 60; ++step) {
      const size_t area = static_cast<size_t>(pick(7));
      const std::string month = Month::FromYearMonth(kYear, 1 + pick(12)).ToString();
      const PlanVersion plan = Plan(codes[area], month.c_str(), pick(static_cast<int>(most[area])));
      const bool admits = naive.Admits(plan);
      ASSERT_EQ(!book.Admit(plan).has_value(), admits)
          << codes[area] << " " << month << " " << plan.value << " in step " << step;
      if (admits) naive.Take(plan);
      ++(admits ? taken : refused);
    }
  }
  EXPECT_GT(refused, 100);
  EXPECT_GT(taken, 100);
}

TEST(PlanBookTest, AreasBesideAreThoseAboveAndTheirParts) {
  const AreaCatalogue areas = Areas();
  std::vector<std::string> codes;
  for (const AreaCode code : AreasBeside(areas, {AreaCode::FromTrusted("303")}, 2024)) {
    codes.push_back(code.ToString());
  }
  EXPECT_THAT(codes, testing::UnorderedElementsAre("31", "303", "304"));
}

}  // namespace
}  // namespace baophu::target
