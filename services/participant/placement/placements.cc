#include "services/participant/placement/placements.h"

#include <algorithm>

namespace baophu::participant {
namespace {

// Whether an area counts in a month who hangs on a code.
bool Counts(const AreaCatalogue& areas, AreaCode area, AreaCode code, Month month) {
  const std::vector<AncestorSpan>& spans = areas.AncestorSpans(code);
  const auto at = std::find_if(spans.begin(), spans.end(), [&](const AncestorSpan& span) {
    return span.from <= month && month <= span.through;
  });
  return at != spans.end() &&
         std::find(at->areas.begin(), at->areas.end(), area) != at->areas.end();
}

}  // namespace

void AddPlacements(const std::vector<CoverageSpan>& spans, int sign, const AreaHistory& history,
                   PlacementMap& placements) {
  for (const CoverageSpan& span : spans) {
    for (const DividedSpan& divided : history.DividedSpans(span.area)) {
      const Month from = std::max(span.from, divided.from);
      const Month through = std::min(span.through, divided.through);
      if (from > through) continue;
      const AreaCode successor =
          history.Place(divided.area, from, divided.by, [&](AreaCode candidate, Month month) {
            return std::any_of(spans.begin(), spans.end(), [&](const CoverageSpan& other) {
              return other.scheme == span.scheme && other.from <= month && month <= other.through &&
                     Counts(history.catalogue(), candidate, other.area, month);
            });
          });
      if (successor.empty()) continue;
      PlacementKey key = {divided.area,  divided.by, successor, static_cast<int>(span.scheme),
                          span.category, from};
      placements[key] += sign;
      key.month = through + 1;
      placements[key] -= sign;
    }
  }
}

PlacedCounts CountPlaced(const std::vector<std::pair<PlacementKey, int64_t>>& placements,
                         Month month, Month placed_by) {
  PlacedCounts counts;
  for (const auto& [key, people] : placements) {
    if (key.placed_by != placed_by || key.month > month) continue;
    counts[{key.successor, key.series, key.category}] += people;
  }
  return counts;
}

}  // namespace baophu::participant
