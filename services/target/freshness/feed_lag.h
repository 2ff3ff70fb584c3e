#ifndef BAOPHU_SERVICES_TARGET_FRESHNESS_FEED_LAG_H_
#define BAOPHU_SERVICES_TARGET_FRESHNESS_FEED_LAG_H_

#include <array>
#include <atomic>
#include <cstdint>

#include "services/target/freshness/revisions.h"

namespace baophu::target {

// How long after their commit revisions were applied here. Thread-safe.
class FeedLag {
 public:
  void Record(Source source, int64_t lag_us) {
    std::atomic<int64_t>& longest = longest_us_[static_cast<size_t>(source)];
    int64_t before = longest.load();
    while (before < lag_us && !longest.compare_exchange_weak(before, lag_us)) {
    }
  }

  // The longest since the last call, in microseconds; 0 when nothing came.
  int64_t TakeLongestUs(Source source) {
    return longest_us_[static_cast<size_t>(source)].exchange(0);
  }

 private:
  std::array<std::atomic<int64_t>, 3> longest_us_{};
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FRESHNESS_FEED_LAG_H_
