#include "services/participant/enrolment/fold/coverage_spans.h"

#include <algorithm>

namespace baophu::participant::fold {
void Append(std::vector<CoverageSpan>& spans, const CoverageSpan& span) {
  if (!spans.empty()) {
    CoverageSpan& last = spans.back();
    if (last.scheme == span.scheme && last.through + 1 == span.from && last.area == span.area &&
        last.category == span.category && last.employer == span.employer) {
      last.through = span.through;
      return;
    }
  }
  spans.push_back(span);
}

Month LastMonthBefore(Month end) { return end > Month::Max() ? Month::Max() : end - 1; }

bool CoveredIn(const std::vector<CoverageSpan>& spans, Scheme scheme, Month month) {
  return std::any_of(spans.begin(), spans.end(), [&](const CoverageSpan& span) {
    return span.scheme == scheme && span.from <= month && month <= span.through;
  });
}

void AddSpanEdges(const std::vector<CoverageSpan>& spans, std::vector<Month>& points) {
  for (const CoverageSpan& span : spans) {
    points.push_back(span.from);
    points.push_back(span.through + 1);
  }
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
}

}  // namespace baophu::participant::fold
