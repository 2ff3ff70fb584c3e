#ifndef BAOPHU_TESTS_UNIT_PARTICIPANT_NAIVE_COUNTS_H_
#define BAOPHU_TESTS_UNIT_PARTICIPANT_NAIVE_COUNTS_H_

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "common/area/area_catalogue.h"
#include "services/participant/coverage/coverage_counts.h"
#include "tests/unit/participant/naive_coverage.h"
#include "tests/unit/participant/random_history.h"

namespace baophu::participant {

// A province with a reform within the months of RandomHistory: commune 11311
// moves to another district, 11314 ends, and district 304 begins.
inline AreaCatalogue ReformedAreas() {
  const auto code = [](const char* text) { return AreaCode::FromTrusted(text); };
  const Month begin = Month::FromYearMonth(2019, 1);
  const Month reform = Month::FromYearMonth(2024, 1);
  return AreaCatalogue({
      {code("31"), AreaLevel::kProvince, "P", {}, begin, Month::Max()},
      {code("303"), AreaLevel::kDistrict, "D", code("31"), begin, Month::Max()},
      {code("304"), AreaLevel::kDistrict, "E", code("31"), reform, Month::Max()},
      {code("318"), AreaLevel::kDistrict, "F", code("31"), begin, Month::Max()},
      {code("11311"), AreaLevel::kCommune, "a", code("303"), begin, reform - 1},
      {code("11311"), AreaLevel::kCommune, "b", code("304"), reform, Month::Max()},
      {code("11314"), AreaLevel::kCommune, "c", code("303"), begin, reform - 1},
      {code("11317"), AreaLevel::kCommune, "d", code("303"), begin, Month::Max()},
  });
}

// Counts of every area and month, worked out person by person and month by month
// from the words of the rules, without spans or deltas. Slow on purpose.
class NaiveCounts {
 public:
  static constexpr int kMonths = RandomHistory::kMonths + 10;

  NaiveCounts(const AreaCatalogue& areas, std::map<EmployerId, AreaCode> employer_areas)
      : areas_(areas), employer_areas_(std::move(employer_areas)) {}

  void AddPerson(const std::vector<Movement>& movements, const std::vector<Wage>& wages,
                 const Categories& categories) {
    const NaiveCoverage naive(movements, wages, categories);
    Person& person = people_.emplace_back();
    for (int i = -1; i < kMonths; ++i) {
      const Month month = RandomHistory::First() + i;
      for (int series = 1; series <= 5; ++series) {
        person[{series, month}] = naive.In(static_cast<Scheme>(series), month);
      }
      for (const auto& [employer, area] : employer_areas_) {
        employs_[{employer, month}] |= naive.WorksAt(employer, month);
      }
    }
  }

  // By series and category, without zeros. `month` is one of the first kMonths.
  MonthCounts In(AreaCode area, Month month) const {
    MonthCounts counts;
    const auto add = [&](int series, const std::optional<NaiveCoverage::Counted>& before,
                         const std::optional<NaiveCoverage::Counted>& now) {
      if (now.has_value() && CountsFor(area, now->area, month)) {
        Delta& count = counts[{series, now->category}];
        ++count.people;
        if (!before.has_value()) ++count.joined;
      }
      if (before.has_value() && !now.has_value() && CountsFor(area, before->area, month - 1)) {
        ++counts[{series, before->category}].left;
      }
    };
    for (const Person& person : people_) {
      for (int series = 1; series <= 5; ++series) {
        add(series, person.at({series, month - 1}), person.at({series, month}));
      }
    }
    for (const auto& [employer, employer_area] : employer_areas_) {
      add(kEmployersSeries, Employing(employer, month - 1), Employing(employer, month));
    }
    return counts;
  }

 private:
  using Person = std::map<std::pair<int, Month>, std::optional<NaiveCoverage::Counted>>;

  // Where an employer with people in compulsory insurance is counted.
  std::optional<NaiveCoverage::Counted> Employing(EmployerId employer, Month month) const {
    const auto found = employs_.find({employer, month});
    if (found == employs_.end() || !found->second) return std::nullopt;
    return NaiveCoverage::Counted{employer_areas_.at(employer), {}, {}};
  }

  // Whether an area counts a person who hangs on `code` in a month.
  bool CountsFor(AreaCode area, AreaCode code, Month month) const {
    AreaCode at = code;
    while (!at.empty()) {
      const AreaRecord* record = areas_.Find(at, month);
      if (record != nullptr && at == area) return true;
      if (record == nullptr) record = areas_.FindNewest(at);
      at = record->parent;
    }
    return false;
  }

  const AreaCatalogue& areas_;
  const std::map<EmployerId, AreaCode> employer_areas_;
  std::vector<Person> people_;
  std::map<std::pair<EmployerId, Month>, bool> employs_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_TESTS_UNIT_PARTICIPANT_NAIVE_COUNTS_H_
