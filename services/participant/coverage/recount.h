#ifndef BAOPHU_SERVICES_PARTICIPANT_COVERAGE_RECOUNT_H_
#define BAOPHU_SERVICES_PARTICIPANT_COVERAGE_RECOUNT_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/participant/context.h"

namespace baophu::participant {

struct RecountResult {
  int64_t revision = 0;
  int64_t movement_count = 0;
  int64_t difference_count = 0;
  std::vector<std::string> differences;  // The first 100, without personal data.
};

// Folds every person's movements anew, in one snapshot, and compares spans,
// findings, head-counts, deltas, totals and placed people with what is stored. `progress`
// gets done and total movements and returns false to stop (CANCELLED). Memory
// does not grow with the number of people.
absl::StatusOr<RecountResult> Recount(
    const Context& context, const std::function<bool(int64_t, int64_t, int64_t)>& progress);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_COVERAGE_RECOUNT_H_
