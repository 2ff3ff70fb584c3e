#ifndef BAOPHU_SERVICES_CONTRIBUTION_LEDGER_LEDGER_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LEDGER_LEDGER_SERVICE_H_

#include <baophu/contribution/v1/ledger_service.grpc.pb.h>

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "common/feed/revision_clock.h"
#include "common/keys/key_ring.h"
#include "common/rpc/check_stream.h"
#include "common/rpc/executor.h"
#include "common/rpc/stream_limit.h"
#include "common/sql/database.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/posting/payment_poster.h"
#include "services/contribution/verify/ledger_check.h"

namespace baophu::contribution {

// Serves the ledger's reads; see ledger_service.proto.
class LedgerServiceImpl final : public v1::LedgerService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    const Law& law;
    sql::Database& database;
    RevisionClock& clock;
    const KeyRing& keys;
    rpc::Executor& executor;
    std::stop_token stopping;
    catalogue_store::CatalogueCache& catalogues;
    PaymentPoster& poster;
  };

  explicit LedgerServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* ListTransactions(grpc::CallbackServerContext* context,
                                             const v1::ListTransactionsRequest* request,
                                             v1::ListTransactionsResponse* response) override;
  grpc::ServerUnaryReactor* CreatePayment(grpc::CallbackServerContext* context,
                                          const v1::CreatePaymentRequest* request,
                                          v1::CreatePaymentResponse* response) override;
  grpc::ServerUnaryReactor* QueryTotals(grpc::CallbackServerContext* context,
                                        const v1::QueryTotalsRequest* request,
                                        v1::QueryTotalsResponse* response) override;
  grpc::ServerUnaryReactor* BatchQueryTotals(grpc::CallbackServerContext* context,
                                             const v1::BatchQueryTotalsRequest* request,
                                             v1::BatchQueryTotalsResponse* response) override;
  grpc::ServerUnaryReactor* ListTotalsChanges(grpc::CallbackServerContext* context,
                                              const v1::ListTotalsChangesRequest* request,
                                              v1::ListTotalsChangesResponse* response) override;
  grpc::ServerWriteReactor<type::v1::CheckProgress>* VerifyLedger(
      grpc::CallbackServerContext* context, const v1::VerifyLedgerRequest* request) override;

 private:
  absl::Status List(const v1::ListTransactionsRequest& request,
                    v1::ListTransactionsResponse& response);
  struct Question {
    std::string field;  // That names the areas.
    std::vector<AreaCode> areas;
    std::vector<Month> months;
  };
  // Adds each area's months in order.
  template <typename Response>
  absl::Status SumUp(const Question& question, Response& response,
                     const std::function<v1::AreaMonthTotals*(size_t)>& add_month) const;
  absl::Status Query(const v1::QueryTotalsRequest& request,
                     v1::QueryTotalsResponse& response) const;
  absl::Status Query(const v1::BatchQueryTotalsRequest& request,
                     v1::BatchQueryTotalsResponse& response) const;
  absl::Status ListChanges(const v1::ListTotalsChangesRequest& request,
                           v1::ListTotalsChangesResponse& response);
  // An error ends the check.
  absl::Status ReportStep(const CheckState& step, const rpc::CheckStream::Report& report) const;

  const Parts parts_;
  rpc::StreamLimit checks_{1};
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LEDGER_LEDGER_SERVICE_H_
