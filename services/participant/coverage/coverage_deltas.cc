#include "services/participant/coverage/coverage_deltas.h"

#include <algorithm>

namespace baophu::participant {
namespace {

bool Contains(const std::vector<AreaCode>& areas, AreaCode area) {
  return std::find(areas.begin(), areas.end(), area) != areas.end();
}

void DropZeros(DeltaMap& deltas) {
  absl::erase_if(deltas, [](const auto& entry) { return entry.second.zero(); });
}

// Where in the spans, which have no gaps, a month lies.
size_t SpanAt(const std::vector<AncestorSpan>& spans, Month month) {
  size_t at = 0;
  while (at + 1 < spans.size() && spans[at].through < month) ++at;
  return at;
}

}  // namespace

void AddSpanDeltas(const std::vector<CoverageSpan>& spans, int sign, DeltaMap& deltas) {
  for (size_t i = 0; i < spans.size(); ++i) {
    const CoverageSpan& span = spans[i];
    const bool continues_before =
        i > 0 && spans[i - 1].scheme == span.scheme && spans[i - 1].through + 1 == span.from;
    const bool continues_after = i + 1 < spans.size() && spans[i + 1].scheme == span.scheme &&
                                 span.through + 1 == spans[i + 1].from;
    const int series = static_cast<int>(span.scheme);
    Delta& begin = deltas[{span.area, series, span.category, span.from}];
    begin.people += sign;
    if (!continues_before) begin.joined += sign;
    if (span.through < Month::Max()) {
      Delta& end = deltas[{span.area, series, span.category, span.through + 1}];
      end.people -= sign;
      if (!continues_after) end.left += sign;
    }
  }
}

void AddEmployerDeltas(AreaCode area, const std::vector<std::pair<Month, int64_t>>& headcount,
                       int sign, DeltaMap& deltas) {
  int64_t people = 0;
  for (const auto& [month, change] : headcount) {
    const bool before = people > 0;
    people += change;
    const bool after = people > 0;
    if (before == after) continue;
    Delta& delta = deltas[{area, kEmployersSeries, Category{}, month}];
    delta.people += after ? sign : -sign;
    (after ? delta.joined : delta.left) += sign;
  }
}

DeltaMap ExpandToAncestors(const DeltaMap& direct, const AreaCatalogue& catalogue) {
  DeltaMap expanded;
  for (const auto& entry : direct) {
    const DeltaKey& key = entry.first;
    const Delta& delta = entry.second;
    const std::vector<AncestorSpan>& spans = catalogue.AncestorSpans(key.area);
    if (spans.empty()) continue;
    const auto at = [&](AreaCode area, Month month) -> Delta& {
      return expanded[{area, key.series, key.category, month}];
    };
    const size_t first = SpanAt(spans, key.month);
    for (const AreaCode area : spans[first].areas) {
      Delta& here = at(area, key.month);
      here.people += delta.people;
      here.joined += delta.joined;
    }
    // Who left was still counted by the areas of the month before.
    if (delta.left != 0) {
      for (const AreaCode area : spans[SpanAt(spans, key.month - 1)].areas) {
        at(area, key.month).left += delta.left;
      }
    }
    if (delta.people == 0) continue;
    for (size_t i = first + 1; i < spans.size(); ++i) {
      const std::vector<AreaCode>& old_areas = spans[i - 1].areas;
      const std::vector<AreaCode>& new_areas = spans[i].areas;
      for (const AreaCode area : old_areas) {
        if (!Contains(new_areas, area)) at(area, spans[i].from).people -= delta.people;
      }
      for (const AreaCode area : new_areas) {
        if (!Contains(old_areas, area)) at(area, spans[i].from).people += delta.people;
      }
    }
  }
  DropZeros(expanded);
  return expanded;
}

}  // namespace baophu::participant
