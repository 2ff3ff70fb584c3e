#ifndef BAOPHU_SERVICES_TARGET_PLANS_PLAN_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_PLANS_PLAN_SERVICE_H_

#include <baophu/target/v1/plan_service.grpc.pb.h>

#include "common/feed/committer.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/target/areas/known_areas_service.h"
#include "services/target/indicators/indicator_catalogue.h"
#include "services/target/plans/plan_store.h"

namespace baophu::target {

// What the services of plans need. All must outlive the server.
struct PlanSources {
  sql::Database& database;
  Committer& committer;
  const KeyRing& keys;
  rpc::Executor& executor;
  const IndicatorCatalogue& catalogue;
  KnownAreas& areas;
};

// Leaves an entry in the feed for each area that a write touched.
void AddAreaEntries(Commit& commit, const plan_store::Outcome& outcome);

// Reads and creates plans, reads denominators. Thread-safe.
class PlanService final : public v1::PlanService::CallbackService {
 public:
  explicit PlanService(PlanSources sources) : sources_(sources) {}

  grpc::ServerUnaryReactor* GetPlan(grpc::CallbackServerContext* context,
                                    const v1::GetPlanRequest* request, v1::Plan* response) override;
  grpc::ServerUnaryReactor* ListPlans(grpc::CallbackServerContext* context,
                                      const v1::ListPlansRequest* request,
                                      v1::ListPlansResponse* response) override;
  grpc::ServerUnaryReactor* CreatePlan(grpc::CallbackServerContext* context,
                                       const v1::CreatePlanRequest* request,
                                       v1::Plan* response) override;
  grpc::ServerUnaryReactor* GetDenominator(grpc::CallbackServerContext* context,
                                           const v1::GetDenominatorRequest* request,
                                           v1::Denominator* response) override;
  grpc::ServerUnaryReactor* ListDenominators(grpc::CallbackServerContext* context,
                                             const v1::ListDenominatorsRequest* request,
                                             v1::ListDenominatorsResponse* response) override;

 private:
  absl::Status Create(const v1::CreatePlanRequest& request, absl::Time deadline, bool& replayed,
                      v1::Plan& response);

  const PlanSources sources_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PLANS_PLAN_SERVICE_H_
