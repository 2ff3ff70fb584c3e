// Figures of a time before a reform, added up to areas of the time after it.

#include "services/participant/placement/placements.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "common/area/territory.h"
#include "tests/unit/participant/reformed_country.h"

namespace baophu::participant {
namespace {

// Counts of a country's people, worked out person by person.
class CountryCounts {
 public:
  explicit CountryCounts(const ReformedCountry& country) : country_(country) {
    for (const ReformedCountry::Person& person : country.people()) {
      AddPlacements(person.spans, +1, country.history(), placements_);
    }
    for (const auto& [key, people] : placements_) by_area_[key.area].emplace_back(key, people);
  }

  int64_t People(AreaCode area, Month month) const {
    int64_t people = 0;
    for (const ReformedCountry::Person& person : country_.people()) {
      const CoverageSpan* span = SpanIn(person, month);
      if (span != nullptr && Counts(area, span->area, month)) ++people;
    }
    return people;
  }

  // People of an area who live, in `era`, in another; and who hang on a code that
  // counts nobody any more.
  struct Truth {
    int64_t people = 0;
    int64_t adrift = 0;
  };
  Truth LivingIn(AreaCode later, int era, Month month) const {
    Truth truth;
    for (const ReformedCountry::Person& person : country_.people()) {
      const CoverageSpan* span = SpanIn(person, month);
      if (span == nullptr) continue;
      if (country_.history().catalogue().Find(span->area, month) == nullptr) {
        ++truth.adrift;
      } else if (country_.AreasOf(person.parcel, era).contains(later)) {
        ++truth.people;
      }
    }
    return truth;
  }

  // By successor.
  std::map<AreaCode, int64_t> Placed(AreaCode area, Month month, Month by) const {
    std::map<AreaCode, int64_t> placed;
    const auto of_area = by_area_.find(area);
    if (of_area == by_area_.end()) return placed;
    const Month placed_by = country_.history().PlacedBy(area, month, by);
    for (const auto& [key, people] : CountPlaced(of_area->second, month, placed_by)) {
      placed[key.successor] += people;
    }
    return placed;
  }

 private:
  static const CoverageSpan* SpanIn(const ReformedCountry::Person& person, Month month) {
    for (const CoverageSpan& span : person.spans) {
      if (span.from <= month && month <= span.through) return &span;
    }
    return nullptr;
  }

  bool Counts(AreaCode area, AreaCode code, Month month) const {
    for (const AncestorSpan& span : country_.history().catalogue().AncestorSpans(code)) {
      if (span.from <= month && month <= span.through) {
        return std::count(span.areas.begin(), span.areas.end(), area) > 0;
      }
    }
    return false;
  }

  const ReformedCountry& country_;
  PlacementMap placements_;
  std::map<AreaCode, std::vector<std::pair<PlacementKey, int64_t>>> by_area_;
};

std::vector<AreaCode> InForce(const AreaCatalogue& areas, AreaLevel level, Month month) {
  std::vector<AreaCode> codes;
  for (const AreaRecord& record : areas.records()) {
    if (record.level == level && record.Holds(month)) codes.push_back(record.code);
  }
  return codes;
}

// Of one area: what is counted for certain, and by divided area what is not
// placed.
struct Earlier {
  int64_t people = 0;
  std::map<AreaCode, int64_t> remainders;
};

Earlier AddUp(const CountryCounts& counts, const std::vector<TerritoryPart>& parts, Month month,
              Month earlier) {
  Earlier sum;
  for (const TerritoryPart& part : parts) {
    const int64_t people = counts.People(part.area, earlier);
    if (part.share == TerritoryShare::kWhole) sum.people += people;
    if (part.share == TerritoryShare::kWithout) sum.people -= people;
    if (part.share != TerritoryShare::kPart) continue;
    int64_t remainder = people;
    for (const auto& [successor, placed] : counts.Placed(part.area, earlier, month)) {
      remainder -= placed;
      if (std::count(part.into.begin(), part.into.end(), successor) > 0) sum.people += placed;
    }
    EXPECT_GE(remainder, 0) << "more people of " << part.area.ToString() << " placed than it had";
    sum.remainders[part.area] = remainder;
  }
  return sum;
}

// How much of what the properties are about a run came across.
struct Seen {
  int divided = 0;    // Areas with a part of a divided one.
  int exact = 0;      // Areas that are not themselves, without a remainder.
  int corrected = 0;  // Areas that lost or gained a commune.
};

void Check(const ReformedCountry& country, const CountryCounts& counts, int era, Month month,
           Month earlier, Seen& seen) {
  const AreaHistory& history = country.history();
  const AreaCatalogue& areas = history.catalogue();
  const Territories territories(history, month, earlier);
  for (const AreaLevel level : {AreaLevel::kProvince, AreaLevel::kDistrict, AreaLevel::kCommune}) {
    int64_t people_before = 0, added_up = 0;
    for (const AreaCode area : InForce(areas, level, earlier)) {
      people_before += counts.People(area, earlier);
    }
    std::map<AreaCode, int64_t> remainders;
    for (const AreaCode area : InForce(areas, level, month)) {
      const std::vector<TerritoryPart> parts = territories.PartsOf(area);
      const Earlier sum = AddUp(counts, parts, month, earlier);
      added_up += sum.people;
      remainders.insert(sum.remainders.begin(), sum.remainders.end());
      int64_t remainder = 0;
      for (const auto& [divided, people] : sum.remainders) remainder += people;
      const CountryCounts::Truth truth = counts.LivingIn(area, era, earlier);
      EXPECT_GE(truth.people + truth.adrift, sum.people) << area.ToString();
      EXPECT_LE(truth.people - truth.adrift, sum.people + remainder) << area.ToString();
      seen.divided += sum.remainders.empty() ? 0 : 1;
      seen.exact += remainder == 0 && !territories.IsUnchanged(area, parts) ? 1 : 0;
      seen.corrected += std::any_of(parts.begin(), parts.end(), [](const TerritoryPart& part) {
        return part.share == TerritoryShare::kWithout;
      });
    }
    for (const auto& [divided, people] : remainders) added_up += people;
    EXPECT_EQ(added_up, people_before)
        << AreaLevelText(level) << "S of " << earlier.ToString() << " in " << month.ToString();
  }
}

class ReformedCountryTest : public testing::TestWithParam<int> {};

INSTANTIATE_TEST_SUITE_P(Reforms, ReformedCountryTest, testing::Values(1, 2, 3));

TEST_P(ReformedCountryTest, NothingIsLostOrCountedTwiceAndTheTruthLiesWithinTheRemainder) {
  constexpr int kCountries = 100;
  std::mt19937_64 seeds(std::random_device{}());
  Seen seen;
  for (int number = 0; number < kCountries; ++number) {
    const uint64_t seed = seeds();
    SCOPED_TRACE(testing::Message() << "seed " << seed << ", " << GetParam() << " reforms");
    const ReformedCountry country(seed, GetParam());
    const CountryCounts counts(country);
    for (int era = 1; era < country.eras(); ++era) {
      for (int before = 0; before < era; ++before) {
        Check(country, counts, era, ReformedCountry::FirstOf(era) + 1,
              ReformedCountry::FirstOf(before) + 2, seen);
        if (testing::Test::HasFailure()) return;
      }
    }
  }
  EXPECT_GT(seen.divided, kCountries) << "too few areas were divided";
  EXPECT_GT(seen.exact, kCountries) << "too few figures were exact";
  EXPECT_GT(seen.corrected, kCountries / 4) << "too few areas lost a commune";
}

}  // namespace
}  // namespace baophu::participant
