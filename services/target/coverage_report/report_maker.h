#ifndef BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_MAKER_H_
#define BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_MAKER_H_

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/target/areas/known_areas_service.h"
#include "services/target/coverage_report/report_counters.h"
#include "services/target/coverage_report/upstream_service.h"
#include "services/target/freshness/freshness.h"
#include "services/target/indicators/indicator_catalogue.h"
#include "services/target/report_cache/report_store.h"
#include "services/target/report_cache/stored_report.h"

namespace baophu::target {

// What a report is made from. All must outlive the maker.
struct ReportSources {
  sql::Database& database;
  const IndicatorCatalogue& catalogue;
  KnownAreas& areas;
  Freshness& freshness;
  Upstreams& upstreams;
  ReportStore& store;
  rpc::Executor& executor;
  ReportCounters& counters;
  std::string sample_scale;  // Empty for a real province.
};

// Computes reports and stores them: one call to each upstream and one snapshot
// of this service's database, side by side. Calls for a report that is being
// computed wait for it instead of computing it again. Thread-safe.
class ReportMaker {
 public:
  using Done = std::function<void(const absl::StatusOr<StoredReport>&)>;

  explicit ReportMaker(ReportSources sources);
  // Waits until what is being computed is done; the executor must still run.
  ~ReportMaker();

  // `done` runs once, maybe on this thread, maybe on one that must not be
  // blocked, with a report whose revisions cover `need`: those that the caller
  // asked for and those that are known to have touched the report.
  void Make(const ReportKey& key, const Revisions& need, Done done);

 private:
  class Flight;
  struct Waiting {
    Revisions need;
    Revisions applied;  // Known here when the call came.
    Done done;
    bool joined = false;  // Waits for a flight that began for another.
  };

  void Join(const ReportKey& key, Waiting waiting);
  // Whether what was known here when a call came may have changed the report since
  // it was made: a flight that the call joined may be older.
  bool IsOvertaken(const ReportKey& key, const Revisions& applied,
                   const StoredReport& report) const;

  // The flight is over: answers all who wait for it. `known` is what was applied
  // here when it looked the area up.
  void Land(const ReportKey& key, const Revisions& known,
            const absl::StatusOr<StoredReport>& outcome);

  const ReportSources sources_;
  std::mutex mutex_;
  std::condition_variable idle_;
  absl::flat_hash_map<ReportKey, std::vector<Waiting>> flights_;
  int landing_ = 0;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_MAKER_H_
