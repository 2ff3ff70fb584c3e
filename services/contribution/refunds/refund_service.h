#ifndef BAOPHU_SERVICES_CONTRIBUTION_REFUNDS_REFUND_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_REFUNDS_REFUND_SERVICE_H_

#include <baophu/contribution/v1/refund_service.grpc.pb.h>

#include "common/feed/committer.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/contribution/law/law.h"
#include "services/contribution/participants/catalogue_store.h"

namespace baophu::contribution {

// Serves refunds of money in hand; see refund_service.proto.
class RefundServiceImpl final : public v1::RefundService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    const Law& law;
    sql::Database& database;
    Committer& committer;
    const KeyRing& keys;
    rpc::Executor& executor;
    catalogue_store::CatalogueCache& catalogues;
  };

  explicit RefundServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* RefundPayment(grpc::CallbackServerContext* context,
                                          const v1::RefundPaymentRequest* request,
                                          v1::Refund* response) override;
  grpc::ServerUnaryReactor* ListRefunds(grpc::CallbackServerContext* context,
                                        const v1::ListRefundsRequest* request,
                                        v1::ListRefundsResponse* response) override;

 private:
  absl::Status Refund(const v1::RefundPaymentRequest& request, v1::Refund& response) const;
  absl::Status List(const v1::ListRefundsRequest& request, v1::ListRefundsResponse& response) const;

  const Parts parts_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_REFUNDS_REFUND_SERVICE_H_
