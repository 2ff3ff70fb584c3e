#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_COVERAGE_SPANS_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_COVERAGE_SPANS_H_

#include <vector>

#include "services/participant/enrolment/fold/coverage.h"

namespace baophu::participant::fold {

// Appends a span, joining it to the one before when nothing but the month differs.
void Append(std::vector<CoverageSpan>& spans, const CoverageSpan& span);

// The last month before the first one not covered; Month::Max() where there is none.
Month LastMonthBefore(Month end);

bool CoveredIn(const std::vector<CoverageSpan>& spans, Scheme scheme, Month month);

// Adds the months in which a span begins, or the one after it does, and sorts all points.
void AddSpanEdges(const std::vector<CoverageSpan>& spans, std::vector<Month>& points);

}  // namespace baophu::participant::fold

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_COVERAGE_SPANS_H_
