#ifndef BAOPHU_SERVICES_TARGET_REPORT_CACHE_REPORT_STORE_H_
#define BAOPHU_SERVICES_TARGET_REPORT_CACHE_REPORT_STORE_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "common/keys/key_ring.h"
#include "common/redis/client.h"
#include "services/target/report_cache/cache_lineage.h"
#include "services/target/report_cache/stored_report.h"

namespace baophu::target {

// Finished reports, in memory and in Redis. It does not judge whether they are
// still right: whoever takes one checks its revisions. Thread-safe.
class ReportStore {
 public:
  struct Options {
    // All reports in memory together; the least used go first. 0: none.
    int64_t memory_bytes = 0;
    // Null: no Redis. It must outlive the store.
    redis::Client* redis = nullptr;
    // Stands before every Redis key: names the form of a report and the data
    // and rules that it was made of.
    std::string key_prefix;
    // Of what Redis holds; it must outlive the store. May be null without Redis.
    CacheLineage* lineage = nullptr;
  };

  // The keys must outlive the store.
  ReportStore(Options options, const KeyRing& keys);

  std::optional<StoredReport> FindInMemory(const ReportKey& key);

  // `done` runs once, maybe on Redis's thread, which it must not block.
  void FindInRedis(const ReportKey& key, std::function<void(std::optional<StoredReport>)> done);

  // A report that was just made. It goes to Redis only once the lineage reaches
  // its revisions, for which this may write to the database.
  void Put(const ReportKey& key, const StoredReport& report);
  // A report that is in Redis already.
  void PutInMemory(const ReportKey& key, const StoredReport& report);

  // Values in Redis that were not made by this suite with this key.
  int64_t garbage_count() const { return garbage_count_; }
  int64_t redis_failure_count() const;

 private:
  struct Entry {
    ReportKey key;
    StoredReport report;
  };
  using Entries = std::list<Entry>;

  std::string NameOf(const ReportKey& key) const;

  const Options options_;
  const KeyRing& keys_;
  std::atomic<int64_t> garbage_count_ = 0;

  std::mutex mutex_;
  Entries entries_;  // Last used first.
  absl::flat_hash_map<ReportKey, Entries::iterator> by_key_;
  int64_t bytes_ = 0;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_REPORT_CACHE_REPORT_STORE_H_
