#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECEIPT_BOOK_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECEIPT_BOOK_SERVICE_H_

#include <baophu/contribution/v1/receipt_book_service.grpc.pb.h>

#include "absl/status/status.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/contribution/participants/catalogue_store.h"

namespace baophu::contribution {

// Serves books of receipts and handovers; see receipt_book_service.proto.
class ReceiptBookServiceImpl final : public v1::ReceiptBookService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    sql::Database& database;
    const KeyRing& keys;
    rpc::Executor& executor;
    catalogue_store::CatalogueCache& catalogues;
  };

  explicit ReceiptBookServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* GetReceiptBook(grpc::CallbackServerContext* context,
                                           const v1::GetReceiptBookRequest* request,
                                           v1::ReceiptBook* response) override;
  grpc::ServerUnaryReactor* ListReceiptBooks(grpc::CallbackServerContext* context,
                                             const v1::ListReceiptBooksRequest* request,
                                             v1::ListReceiptBooksResponse* response) override;
  grpc::ServerUnaryReactor* ReconcileReceiptBook(grpc::CallbackServerContext* context,
                                                 const v1::ReconcileReceiptBookRequest* request,
                                                 v1::ReceiptBookReconciliation* response) override;
  grpc::ServerUnaryReactor* ListHandoverDifferences(
      grpc::CallbackServerContext* context, const v1::ListHandoverDifferencesRequest* request,
      v1::ListHandoverDifferencesResponse* response) override;

 private:
  absl::Status Get(const v1::GetReceiptBookRequest& request, v1::ReceiptBook& response) const;
  absl::Status List(const v1::ListReceiptBooksRequest& request,
                    v1::ListReceiptBooksResponse& response) const;
  absl::Status Reconcile(const v1::ReconcileReceiptBookRequest& request,
                         v1::ReceiptBookReconciliation& response) const;
  absl::Status List(const v1::ListHandoverDifferencesRequest& request,
                    v1::ListHandoverDifferencesResponse& response) const;

  const Parts parts_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_RECEIPT_BOOKS_RECEIPT_BOOK_SERVICE_H_
