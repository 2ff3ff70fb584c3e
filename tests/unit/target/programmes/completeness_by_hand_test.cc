// Completeness over random countries with reforms equals a count by hand.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "services/target/programmes/counts/completeness.h"
#include "tests/unit/target/programmes/random_programmes.h"
#include "tests/unit/target/programmes/sample_programme.h"

namespace baophu::target {
namespace {

// The count as somebody would make it with the list of areas and the records on paper:
// each question asked by itself, by looking through all of both.
class CountByHand {
 public:
  CountByHand(const std::vector<AreaRecord>& areas, const std::vector<Programme>& records,
              const std::string& kind, Day day, const std::string& root)
      : areas_(areas), records_(records), kind_(kind), day_(day), root_(root) {}

  struct Counts {
    int64_t total = 0, done = 0, in_time = 0;
    std::set<std::string> missing;
  };

  Counts OfAreas(AreaLevel level, bool planned_only) const {
    Counts counts;
    for (const AreaRecord& area : areas_) {
      if (area.level != level || !area.Holds(day_.month()) || !Below(area)) continue;
      Tally(area, "", planned_only, counts);
    }
    return counts;
  }

  Counts OfPoints() const {
    Counts counts;
    for (const AreaRecord& area : areas_) {
      if (!area.Holds(day_.month()) || !Below(area)) continue;
      for (const char* point : {"001", "002"}) Tally(area, point, true, counts);
    }
    return counts;
  }

 private:
  bool Below(const AreaRecord& area) const {
    if (area.code.ToString() == root_) return true;
    for (const AreaRecord& above : areas_) {
      if (above.code == area.parent && above.Holds(day_.month())) return Below(above);
    }
    return false;
  }

  // Whether a record is about this very area, at this point if one is asked about, and
  // has anything to say about the day.
  bool About(const Programme& record, const AreaRecord& area, const std::string& point) const {
    if (record.kind != kind_ || !record.withdrawal.empty() || record.area != area.code) {
      return false;
    }
    if (!point.empty() && record.point != point) return false;
    const bool is_done = record.done_day <= day_;
    const Month meant =
        record.done_day != kNever ? record.done_day.month() : record.first_day.month();
    if (!area.Holds(meant)) return false;
    if (!is_done && record.first_day > day_) return false;
    if (kind_ == "CUSTOMER_CONFERENCE") {
      const int year = day_.month().year();
      if (is_done) return record.done_day.month().year() == year;
      return record.first_day.month().year() <= year && record.last_day.month().year() >= year;
    }
    return true;
  }

  void Tally(const AreaRecord& area, const std::string& point, bool planned_only,
             Counts& counts) const {
    bool planned = false, done = false, in_time = false;
    for (const Programme& record : records_) {
      if (!About(record, area, point)) continue;
      planned = true;
      const bool stands =
          record.done_day <= day_ && day_ <= record.end_day && day_ <= record.contract_end_day;
      done = done || stands;
      in_time = in_time || (stands && record.done_day <= record.deadline_day);
    }
    if (planned_only && !planned) return;
    ++counts.total;
    counts.done += done ? 1 : 0;
    counts.in_time += in_time ? 1 : 0;
    if (!done) counts.missing.insert(absl::StrCat(area.name, point));
  }

  const std::vector<AreaRecord>& areas_;
  const std::vector<Programme>& records_;
  const std::string kind_;
  const Day day_;
  const std::string root_;
};

void Compare(const Completeness& answer, const CountByHand::Counts& by_hand) {
  EXPECT_EQ(answer.total_count, by_hand.total);
  EXPECT_EQ(answer.done_count, by_hand.done);
  EXPECT_EQ(answer.in_time_count, by_hand.in_time);
  std::vector<std::string> missing;
  for (const CompletenessItem& item : answer.missing) {
    missing.push_back(absl::StrCat(item.area.ToString(), item.point));
  }
  EXPECT_THAT(missing, testing::ElementsAreArray(by_hand.missing));
  EXPECT_EQ(answer.done_count + static_cast<int64_t>(answer.missing.size()), answer.total_count);
  EXPECT_EQ(answer.in_time_count + static_cast<int64_t>(answer.late.size()), answer.done_count);
}

TEST(CompletenessByHandTest, EveryCountEqualsOneByHand) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  int64_t done = 0, missing = 0, late = 0;
  for (unsigned world = 0; world < 300; ++world) {
    RandomCountry country(seed + world);
    const AreaCatalogue areas(country.records());
    std::vector<Programme> programmes;
    const int count = country.Pick(40);
    for (int i = 0; i < count; ++i) {
      programmes.push_back(country.MakeProgramme(absl::StrCat("p", i)));
    }
    for (int question = 0; question < 8; ++question) {
      const Day day = country.PickDay();
      const std::string root =
          country
              .codes()[static_cast<size_t>(country.Pick(static_cast<int>(country.codes().size())))];
      const AreaRecord* const record = areas.Find(AreaCode::FromTrusted(root), day.month());
      if (record == nullptr) continue;
      for (const char* kind : {"CUSTOMER_CONFERENCE", "THREE_PARTY_AGREEMENT"}) {
        SCOPED_TRACE(
            absl::StrCat("world ", world, ": ", kind, " of ", root, " on ", day.ToString()));
        const CountByHand by_hand(country.records(), programmes, kind, day, root);
        CompletenessQuestion ask{
            areas, *record, day, KindNamed(kind), ProgrammeLevel::kCommune, ProgrammeScope::kEvery};
        for (const auto& [level, of_areas] :
             {std::pair(ProgrammeLevel::kProvince, AreaLevel::kProvince),
              std::pair(ProgrammeLevel::kDistrict, AreaLevel::kDistrict),
              std::pair(ProgrammeLevel::kCommune, AreaLevel::kCommune)}) {
          for (const ProgrammeScope scope : {ProgrammeScope::kEvery, ProgrammeScope::kPlanned}) {
            ask.level = level;
            ask.scope = scope;
            const Completeness answer = CompletenessOf(ask, programmes);
            Compare(answer, by_hand.OfAreas(of_areas, scope == ProgrammeScope::kPlanned));
            done += answer.done_count;
            missing += static_cast<int64_t>(answer.missing.size());
            late += static_cast<int64_t>(answer.late.size());
          }
        }
        ask.level = ProgrammeLevel::kPoint;
        ask.scope = ProgrammeScope::kPlanned;
        Compare(CompletenessOf(ask, programmes), by_hand.OfPoints());
      }
      if (testing::Test::HasFailure()) return;
    }
  }
  EXPECT_GT(done, 500) << "the worlds are not about anything";
  EXPECT_GT(missing, 500);
  EXPECT_GT(late, 100);
}

}  // namespace
}  // namespace baophu::target
