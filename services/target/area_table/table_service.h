#ifndef BAOPHU_SERVICES_TARGET_AREA_TABLE_TABLE_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_AREA_TABLE_TABLE_SERVICE_H_

#include <baophu/target/v1/coverage_table_service.grpc.pb.h>

#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "common/feed/revision_clock.h"
#include "common/rpc/executor.h"
#include "services/target/area_table/area_figures_service.h"
#include "services/target/coverage_report/report_counters.h"
#include "services/target/indicators/indicator_catalogue.h"

namespace baophu::target {

// Serves whole tables; see coverage_table_service.proto. Thread-safe.
class TableService final : public v1::CoverageTableService::CallbackService {
 public:
  // All must outlive the server.
  TableService(const AreaFiguresReader& figures, const IndicatorCatalogue& catalogue,
               RevisionClock& clock, rpc::Executor& executor, ReportCounters& counters,
               std::string sample_scale)
      : figures_(figures),
        catalogue_(catalogue),
        clock_(clock),
        executor_(executor),
        counters_(counters),
        sample_scale_(std::move(sample_scale)) {}

  grpc::ServerUnaryReactor* GetCoverageTable(grpc::CallbackServerContext* context,
                                             const v1::GetCoverageTableRequest* request,
                                             v1::CoverageTable* response) override;

 private:
  using Answer = absl::StatusOr<std::shared_ptr<const v1::CoverageTable>>;

  absl::Status Get(const v1::GetCoverageTableRequest& request, absl::Time deadline,
                   v1::CoverageTable& response);
  // The whole table, computed by this call or by one that is on its way and reflects
  // `need`.
  Answer Share(AreaCode area, Month month, const Revisions& need, absl::Time deadline);
  Answer Compute(AreaCode area, Month month, const Revisions& need, absl::Time deadline) const;

  const AreaFiguresReader& figures_;
  const IndicatorCatalogue& catalogue_;
  RevisionClock& clock_;
  rpc::Executor& executor_;
  ReportCounters& counters_;
  const std::string sample_scale_;

  struct Flight {
    Revisions need;  // What its answer reflects at least.
    std::shared_future<Answer> answer;
  };
  std::mutex mutex_;
  std::map<std::pair<AreaCode, Month>, Flight> flights_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_AREA_TABLE_TABLE_SERVICE_H_
