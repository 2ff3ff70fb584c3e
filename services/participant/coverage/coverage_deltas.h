#ifndef BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_DELTAS_H_
#define BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_DELTAS_H_

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/area/area_catalogue.h"
#include "services/participant/enrolment/fold/coverage.h"

namespace baophu::participant {

// What a count is kept for.
struct DeltaKey {
  AreaCode area;
  // A Scheme by its number, or kEmployersSeries.
  int series = 0;
  Category category;
  Month month;

  friend bool operator==(const DeltaKey&, const DeltaKey&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const DeltaKey& key) {
    return H::combine(std::move(h), key.area, key.series, key.category, key.month);
  }
};

// Employers with somebody in compulsory insurance are counted like a scheme.
inline constexpr int kEmployersSeries = 0;

// How counts change from the month before to this one. A count is the sum of
// `people` up to its month; `joined` and `left` are of the month itself and
// leave out people who only changed area or category.
struct Delta {
  int64_t people = 0;
  int64_t joined = 0;
  int64_t left = 0;

  bool zero() const { return people == 0 && joined == 0 && left == 0; }
  Delta& operator+=(const Delta& other) {
    people += other.people;
    joined += other.joined;
    left += other.left;
    return *this;
  }
};

using DeltaMap = absl::flat_hash_map<DeltaKey, Delta>;

// Adds what one person's spans contribute, `sign` +1 or -1. `spans` are those
// of a Coverage: sorted by month within each scheme.
void AddSpanDeltas(const std::vector<CoverageSpan>& spans, int sign, DeltaMap& deltas);

// Adds what an employer contributes to its area in the months in which its
// head-count is above zero. `headcount` holds by month how the number of its
// people changes, sorted by month.
void AddEmployerDeltas(AreaCode area, const std::vector<std::pair<Month, int64_t>>& headcount,
                       int sign, DeltaMap& deltas);

// The same deltas for every area that counts them: the area itself and those
// above it. Where an area gets another parent or ends, its people leave the old
// list of areas and enter the new one; every delta carries its own part across
// the reforms after its month, so deltas can be expanded one by one and added.
DeltaMap ExpandToAncestors(const DeltaMap& direct, const AreaCatalogue& catalogue);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_DELTAS_H_
