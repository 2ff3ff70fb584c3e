#include "services/participant/placement/placements.h"

#include <algorithm>
#include <span>

namespace baophu::participant {
namespace {

// The areas that count in a month who is covered by a scheme.
std::span<const AreaCode> AreasCounting(const std::vector<CoverageSpan>& spans, Scheme scheme,
                                        Month month, const AreaCatalogue& areas) {
  for (const CoverageSpan& span : spans) {
    if (span.scheme != scheme || month < span.from || span.through < month) continue;
    for (const AncestorSpan& ancestors : areas.AncestorSpans(span.area)) {
      if (ancestors.from <= month && month <= ancestors.through) return ancestors.areas;
    }
    return {};
  }
  return {};
}

// Whether somebody is covered by the scheme in a month or after it.
bool CoveredFrom(const std::vector<CoverageSpan>& spans, Scheme scheme, Month month) {
  return std::any_of(spans.begin(), spans.end(), [&](const CoverageSpan& span) {
    return span.scheme == scheme && month <= span.through;
  });
}

}  // namespace

void AddPlacements(const std::vector<CoverageSpan>& spans, int sign, const AreaHistory& history,
                   PlacementMap& placements) {
  for (const CoverageSpan& span : spans) {
    for (const DividedSpan& divided : history.DividedSpans(span.area)) {
      const Month from = std::max(span.from, divided.from);
      const Month through = std::min(span.through, divided.through);
      if (from > through) continue;
      // Only where somebody counts from a division on tells what they belong to.
      if (!CoveredFrom(spans, span.scheme, divided.divided)) continue;
      const AreaCode successor = history.Place(divided, [&](Month month) {
        return AreasCounting(spans, span.scheme, month, history.catalogue());
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
