#include "services/participant/coverage/coverage_counts.h"

namespace baophu::participant {

std::vector<MonthCounts> CountMonths(const std::vector<std::pair<DeltaKey, Delta>>& totals,
                                     const std::vector<Month>& months) {
  std::vector<MonthCounts> counts(months.size());
  for (const auto& [key, delta] : totals) {
    for (size_t i = 0; i < months.size(); ++i) {
      if (key.month > months[i]) continue;
      Delta& count = counts[i][{key.series, key.category}];
      count.people += delta.people;
      if (key.month == months[i]) {
        count.joined += delta.joined;
        count.left += delta.left;
      }
    }
  }
  return counts;
}

}  // namespace baophu::participant
