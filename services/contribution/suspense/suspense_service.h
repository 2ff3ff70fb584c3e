#ifndef BAOPHU_SERVICES_CONTRIBUTION_SUSPENSE_SUSPENSE_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_SUSPENSE_SUSPENSE_SERVICE_H_

#include <baophu/contribution/v1/suspense_service.grpc.pb.h>

#include <string>

#include "absl/status/statusor.h"
#include "common/feed/committer.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/contribution/law/law.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/participants/payer_directory_service.h"

namespace baophu::contribution {

// Serves the work list of money without a payer; see suspense_service.proto.
class SuspenseServiceImpl final : public v1::SuspenseService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    const Law& law;
    sql::Database& database;
    Committer& committer;
    const KeyRing& keys;
    rpc::Executor& executor;
    catalogue_store::CatalogueCache& catalogues;
    PayerDirectory& payers;
  };

  explicit SuspenseServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* ListSuspenseItems(grpc::CallbackServerContext* context,
                                              const v1::ListSuspenseItemsRequest* request,
                                              v1::ListSuspenseItemsResponse* response) override;
  grpc::ServerUnaryReactor* GetSuspenseItem(grpc::CallbackServerContext* context,
                                            const v1::GetSuspenseItemRequest* request,
                                            v1::SuspenseItem* response) override;
  grpc::ServerUnaryReactor* AssignSuspenseItem(grpc::CallbackServerContext* context,
                                               const v1::AssignSuspenseItemRequest* request,
                                               v1::SuspenseItem* response) override;
  grpc::ServerUnaryReactor* RefundSuspenseItem(grpc::CallbackServerContext* context,
                                               const v1::RefundSuspenseItemRequest* request,
                                               v1::SuspenseItem* response) override;

 private:
  absl::Status List(const v1::ListSuspenseItemsRequest& request,
                    v1::ListSuspenseItemsResponse& response) const;
  absl::Status Get(const v1::GetSuspenseItemRequest& request, v1::SuspenseItem& response) const;
  absl::Status Assign(const v1::AssignSuspenseItemRequest& request,
                      v1::SuspenseItem& response) const;
  absl::Status Refund(const v1::RefundSuspenseItemRequest& request,
                      v1::SuspenseItem& response) const;

  // Whom a code or the name of a payer means.
  absl::StatusOr<PayerId> FindPayer(const std::string& payer) const;
  // A note as it is stored.
  absl::StatusOr<std::string> SealNote(const std::string& note) const;

  const Parts parts_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_SUSPENSE_SUSPENSE_SERVICE_H_
