#ifndef BAOPHU_SERVICES_PARTICIPANT_PLACEMENT_PLACEMENTS_H_
#define BAOPHU_SERVICES_PARTICIPANT_PLACEMENT_PLACEMENTS_H_

#include <compare>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/area/area_history.h"
#include "services/participant/enrolment/fold/coverage.h"

namespace baophu::participant {

// What a number of placed people is kept for: those of `area`, which a reform
// divided, who belong to `successor` as of the reform of month `placed_by`.
struct PlacementKey {
  AreaCode area;
  Month placed_by;
  AreaCode successor;
  int series = 0;  // A Scheme by its number.
  Category category;
  Month month;  // Before the reform.

  friend bool operator==(const PlacementKey&, const PlacementKey&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const PlacementKey& key) {
    return H::combine(std::move(h), key.area, key.placed_by, key.successor, key.series,
                      key.category, key.month);
  }
};

// How numbers of placed people change from the month before to the key's month.
using PlacementMap = absl::flat_hash_map<PlacementKey, int64_t>;

// Adds what one person's spans contribute, `sign` +1 or -1: for each scheme, the
// person belongs to the successor that counted them in that scheme from the
// reform on (AreaHistory::Place). Who was counted by none of the successors then
// contributes nothing: what is not placed is the area's count less these numbers.
// `spans` are those of a Coverage.
void AddPlacements(const std::vector<CoverageSpan>& spans, int sign, const AreaHistory& history,
                   PlacementMap& placements);

// Which successor, series and category.
struct PlacedKey {
  AreaCode successor;
  int series = 0;
  Category category;

  friend auto operator<=>(const PlacedKey&, const PlacedKey&) = default;
};
using PlacedCounts = std::map<PlacedKey, int64_t>;

// Adds up one area's numbers to those of a month, as of the reform of `placed_by`.
PlacedCounts CountPlaced(const std::vector<std::pair<PlacementKey, int64_t>>& placements,
                         Month month, Month placed_by);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_PLACEMENT_PLACEMENTS_H_
