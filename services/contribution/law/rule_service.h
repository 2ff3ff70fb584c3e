#ifndef BAOPHU_SERVICES_CONTRIBUTION_LAW_RULE_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LAW_RULE_SERVICE_H_

#include <baophu/contribution/v1/rule_service.grpc.pb.h>

#include "absl/status/status.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/contribution/law/law.h"
#include "services/contribution/participants/catalogue_store.h"

namespace baophu::contribution {

// Shows the law and what it makes of a wage; see rule_service.proto.
class RuleServiceImpl final : public v1::RuleService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    const Law& law;
    sql::Database& database;
    const KeyRing& keys;
    rpc::Executor& executor;
    catalogue_store::CatalogueCache& catalogues;
  };

  explicit RuleServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* ListRules(grpc::CallbackServerContext* context,
                                      const v1::ListRulesRequest* request,
                                      v1::ListRulesResponse* response) override;
  grpc::ServerUnaryReactor* ComputeContribution(grpc::CallbackServerContext* context,
                                                const v1::ComputeContributionRequest* request,
                                                v1::ComputeContributionResponse* response) override;
  grpc::ServerUnaryReactor* ComputeLateInterest(grpc::CallbackServerContext* context,
                                                const v1::ComputeLateInterestRequest* request,
                                                v1::ComputeLateInterestResponse* response) override;

 private:
  absl::Status List(const v1::ListRulesRequest& request, v1::ListRulesResponse& response);
  absl::Status Compute(const v1::ComputeContributionRequest& request,
                       v1::ComputeContributionResponse& response);
  absl::Status ComputeInterest(const v1::ComputeLateInterestRequest& request,
                               v1::ComputeLateInterestResponse& response);

  const Parts parts_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LAW_RULE_SERVICE_H_
