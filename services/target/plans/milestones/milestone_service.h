#ifndef BAOPHU_SERVICES_TARGET_PLANS_MILESTONES_MILESTONE_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_PLANS_MILESTONES_MILESTONE_SERVICE_H_

#include <baophu/target/v1/milestone_service.grpc.pb.h>

#include "absl/status/status.h"
#include "services/target/plans/plan_service.h"

namespace baophu::target {

// Keeps the milestones that were given for versions of plans; see
// milestone_service.proto. Thread-safe.
class MilestoneService final : public v1::MilestoneService::CallbackService {
 public:
  // All in `sources` must outlive the server.
  explicit MilestoneService(PlanSources sources) : sources_(sources) {}

  grpc::ServerUnaryReactor* GetMilestones(grpc::CallbackServerContext* context,
                                          const v1::GetMilestonesRequest* request,
                                          v1::Milestones* response) override;
  grpc::ServerUnaryReactor* SetMilestones(grpc::CallbackServerContext* context,
                                          const v1::SetMilestonesRequest* request,
                                          v1::Milestones* response) override;

 private:
  absl::Status Set(const v1::SetMilestonesRequest& request, bool& replayed,
                   v1::Milestones& response);

  const PlanSources sources_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PLANS_MILESTONES_MILESTONE_SERVICE_H_
