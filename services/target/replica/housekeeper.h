#ifndef BAOPHU_SERVICES_TARGET_REPLICA_HOUSEKEEPER_H_
#define BAOPHU_SERVICES_TARGET_REPLICA_HOUSEKEEPER_H_

#include <array>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "services/target/coverage_report/report_counters.h"
#include "services/target/freshness/feed_lag.h"
#include "services/target/freshness/freshness.h"
#include "services/target/report_cache/cache_lineage.h"
#include "services/target/report_cache/report_store.h"

namespace baophu::target {

// What a replica does besides answering: once a minute it logs how reports were
// answered, if any were, and it renews the cache's lineage when a followed
// service has lost revisions.
class Housekeeper {
 public:
  // All must outlive this.
  Housekeeper(CacheLineage& lineage, const Freshness& freshness, const ReportStore& store,
              const ReportCounters& counters, FeedLag& lag);
  ~Housekeeper();

 private:
  void Loop();
  void RenewLineageAfterSetback();
  void LogCounters();

  CacheLineage& lineage_;
  const Freshness& freshness_;
  const ReportStore& store_;
  const ReportCounters& counters_;
  FeedLag& lag_;
  int64_t setbacks_seen_ = 0;
  std::array<int64_t, 8> logged_{};
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_REPLICA_HOUSEKEEPER_H_
