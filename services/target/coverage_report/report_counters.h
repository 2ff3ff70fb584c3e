#ifndef BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_COUNTERS_H_
#define BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_COUNTERS_H_

#include <atomic>
#include <cstdint>

namespace baophu::target {

// How reports were answered since the start. Thread-safe.
struct ReportCounters {
  std::atomic<int64_t> memory_hit_count = 0;
  std::atomic<int64_t> redis_hit_count = 0;
  std::atomic<int64_t> computed_count = 0;
  std::atomic<int64_t> joined_count = 0;       // Waited for another's computation.
  std::atomic<int64_t> unconfirmed_count = 0;  // Earlier answers, as allow_unconfirmed allows.
  std::atomic<int64_t> failed_count = 0;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_COUNTERS_H_
