#ifndef BAOPHU_SERVICES_TARGET_PACE_PACE_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_PACE_PACE_SERVICE_H_

#include <baophu/target/v1/pace_service.grpc.pb.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/feed/revision_clock.h"
#include "common/rpc/executor.h"
#include "services/target/area_table/area_figures_service.h"
#include "services/target/area_table/area_month_name.h"
#include "services/target/area_table/asked_plan.h"
#include "services/target/indicators/indicator_catalogue.h"
#include "services/target/pace/pace_rules.h"
#include "services/target/plans/plan_book.h"
#include "services/target/plans/plan_rules.h"

namespace baophu::target {

// Serves milestones, ranks and parts of plans; see pace_service.proto. Thread-safe.
class PaceService final : public v1::PaceService::CallbackService {
 public:
  // All must outlive the server.
  PaceService(const AreaFiguresReader& figures, const IndicatorCatalogue& catalogue,
              RevisionClock& clock, rpc::Executor& executor)
      : figures_(figures), catalogue_(catalogue), clock_(clock), executor_(executor) {}

  grpc::ServerUnaryReactor* GetPace(grpc::CallbackServerContext* context,
                                    const v1::GetPaceRequest* request, v1::Pace* response) override;
  grpc::ServerUnaryReactor* RankPace(grpc::CallbackServerContext* context,
                                     const v1::RankPaceRequest* request,
                                     v1::RankPaceResponse* response) override;
  grpc::ServerUnaryReactor* ListPlanParts(grpc::CallbackServerContext* context,
                                          const v1::ListPlanPartsRequest* request,
                                          v1::ListPlanPartsResponse* response) override;

  // The pace of an area whose figures were read already, with those of PaceMonths: what
  // GetPace answers, without revisions. Errors are those of GetPace.
  absl::StatusOr<v1::Pace> Tell(const AreaFigures& figures, const AreaMonthName& name,
                                const v1::PacePlan& asked) const;

 private:
  // Which plan is asked about.
  struct Wanted {
    AskedPlan plan;
    PaceMethod method = PaceMethod::kEven;
  };
  struct AreaPace {
    Pace pace;
    int64_t plan_value = 0;
    const PlanVersion* plan = nullptr;
  };

  absl::StatusOr<Wanted> Read(const v1::PacePlan& plan) const;
  absl::StatusOr<AreaPace> PaceOf(const AreaFigures& figures, const ReportInput& input,
                                  const Wanted& wanted, const PlanVersion& plan) const;
  // A plan of one area beside its parts.
  v1::PlanParts PartsOf(const AreaFigures& figures, const PlanVersion& whole, PlanSplit split,
                        const std::vector<AreaCode>& areas_below, Month month) const;
  Revisions Need(const Revisions& asked) const;

  absl::Status Get(const v1::GetPaceRequest& request, absl::Time deadline,
                   v1::Pace& response) const;
  absl::Status Rank(const v1::RankPaceRequest& request, absl::Time deadline,
                    v1::RankPaceResponse& response) const;
  absl::Status List(const v1::ListPlanPartsRequest& request, absl::Time deadline,
                    v1::ListPlanPartsResponse& response) const;

  const AreaFiguresReader& figures_;
  const IndicatorCatalogue& catalogue_;
  RevisionClock& clock_;
  rpc::Executor& executor_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PACE_PACE_SERVICE_H_
