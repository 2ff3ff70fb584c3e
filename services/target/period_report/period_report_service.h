#ifndef BAOPHU_SERVICES_TARGET_PERIOD_REPORT_PERIOD_REPORT_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_PERIOD_REPORT_PERIOD_REPORT_SERVICE_H_

#include <baophu/target/v1/period_report_service.grpc.pb.h>

#include <string>
#include <utility>

#include "absl/time/time.h"
#include "common/feed/revision_clock.h"
#include "common/rpc/executor.h"
#include "services/target/area_table/area_figures_service.h"
#include "services/target/indicators/indicator_catalogue.h"
#include "services/target/pace/pace_service.h"
#include "services/target/period_report/field_work_service.h"
#include "services/target/period_report/flow_upstream_service.h"
#include "services/target/period_report/period_message_service.h"

namespace baophu::target {

// Serves period reports; see period_report_service.proto. Thread-safe.
class PeriodReportService final : public v1::PeriodReportService::CallbackService {
 public:
  // All must outlive the server.
  struct Parts {
    const AreaFiguresReader& figures;
    const FlowUpstream& flows;
    const PaceService& paces;
    const FieldWorkReader& field_work;
    const IndicatorCatalogue& catalogue;
    RevisionClock& clock;
    rpc::Executor& executor;
    std::string sample_scale;
  };
  explicit PeriodReportService(Parts parts) : parts_(std::move(parts)) {}

  grpc::ServerUnaryReactor* GetPeriodReport(grpc::CallbackServerContext* context,
                                            const v1::GetPeriodReportRequest* request,
                                            v1::PeriodReport* response) override;

 private:
  absl::Status Get(const v1::GetPeriodReportRequest& request, absl::Time deadline,
                   v1::PeriodReport& response) const;
  // Reads until counts and flows are of one revision of participant, a few times.
  absl::StatusOr<PeriodFigures> Read(AreaCode area, const ReportPeriod& period, Revisions need,
                                     absl::Time deadline) const;

  const Parts parts_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PERIOD_REPORT_PERIOD_REPORT_SERVICE_H_
