#ifndef BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_COUNTS_H_
#define BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_COUNTS_H_

#include <map>
#include <utility>
#include <vector>

#include "services/participant/coverage/coverage_deltas.h"

namespace baophu::participant {

// Counts of one area and month, by series and category. `people` is the count,
// `joined` and `left` are of the month.
using MonthCounts = std::map<std::pair<int, Category>, Delta>;

// Adds up deltas of one area to the counts of these months, in their order.
std::vector<MonthCounts> CountMonths(const std::vector<std::pair<DeltaKey, Delta>>& totals,
                                     const std::vector<Month>& months);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_COUNTS_H_
