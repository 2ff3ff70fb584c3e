#ifndef BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_SELF_PAYMENT_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_SELF_PAYMENT_SERVICE_H_

#include <baophu/contribution/v1/self_payment_service.grpc.pb.h>

#include "absl/status/status.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/contribution/law/law.h"

namespace baophu::contribution {

// Explains what those owe who pay alone, and lists what they paid for; see
// self_payment_service.proto.
class SelfPaymentServiceImpl final : public v1::SelfPaymentService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    const Law& law;
    sql::Database& database;
    const KeyRing& keys;
    rpc::Executor& executor;
  };

  explicit SelfPaymentServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* ComputeVoluntaryContribution(
      grpc::CallbackServerContext* context, const v1::ComputeVoluntaryContributionRequest* request,
      v1::ComputeVoluntaryContributionResponse* response) override;
  grpc::ServerUnaryReactor* ComputeHouseholdPremium(
      grpc::CallbackServerContext* context, const v1::ComputeHouseholdPremiumRequest* request,
      v1::ComputeHouseholdPremiumResponse* response) override;
  grpc::ServerUnaryReactor* ListPaidCovers(grpc::CallbackServerContext* context,
                                           const v1::ListPaidCoversRequest* request,
                                           v1::ListPaidCoversResponse* response) override;

 private:
  absl::Status Compute(const v1::ComputeVoluntaryContributionRequest& request,
                       v1::ComputeVoluntaryContributionResponse& response) const;
  absl::Status Compute(const v1::ComputeHouseholdPremiumRequest& request,
                       v1::ComputeHouseholdPremiumResponse& response) const;
  absl::Status List(const v1::ListPaidCoversRequest& request,
                    v1::ListPaidCoversResponse& response) const;

  const Parts parts_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_SELF_PAYMENT_SERVICE_H_
