#ifndef BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_ACCOUNT_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_ACCOUNT_SERVICE_H_

#include <baophu/contribution/v1/account_service.grpc.pb.h>

#include <cstdint>
#include <functional>

#include "common/feed/committer.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/contribution/law/law.h"
#include "services/contribution/participants/catalogue_store.h"

namespace baophu::contribution {

// Serves payers' accounts; see account_service.proto.
class AccountServiceImpl final : public v1::AccountService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    const Law& law;
    sql::Database& database;
    Committer& committer;
    rpc::Executor& executor;
    catalogue_store::CatalogueCache& catalogues;
    int64_t max_amount_vnd;
  };

  explicit AccountServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* GetAccount(grpc::CallbackServerContext* context,
                                       const v1::GetAccountRequest* request,
                                       v1::Account* response) override;
  grpc::ServerUnaryReactor* GetStatement(grpc::CallbackServerContext* context,
                                         const v1::GetStatementRequest* request,
                                         v1::Statement* response) override;
  grpc::ServerUnaryReactor* WaiveInterest(grpc::CallbackServerContext* context,
                                          const v1::WaiveInterestRequest* request,
                                          v1::DecisionOutcome* response) override;
  grpc::ServerUnaryReactor* PauseInterest(grpc::CallbackServerContext* context,
                                          const v1::PauseInterestRequest* request,
                                          v1::DecisionOutcome* response) override;
  grpc::ServerUnaryReactor* SetPenalty(grpc::CallbackServerContext* context,
                                       const v1::SetPenaltyRequest* request,
                                       v1::DecisionOutcome* response) override;
  grpc::ServerUnaryReactor* GetSettlement(grpc::CallbackServerContext* context,
                                          const v1::GetSettlementRequest* request,
                                          v1::Settlement* response) override;
  grpc::ServerUnaryReactor* ChargeInterest(grpc::CallbackServerContext* context,
                                           const v1::ChargeInterestRequest* request,
                                           v1::Settlement* response) override;

 private:
  absl::Status Get(const v1::GetAccountRequest& request, v1::Account& response) const;
  absl::Status Get(const v1::GetStatementRequest& request, v1::Statement& response) const;
  // In decision_service.cc. `decide` returns whether the decision was known.
  absl::Status Decide(v1::DecisionOutcome& response,
                      const std::function<absl::StatusOr<bool>(Commit&)>& decide) const;
  absl::Status Waive(const v1::WaiveInterestRequest& request, v1::DecisionOutcome& response) const;
  absl::Status Pause(const v1::PauseInterestRequest& request, v1::DecisionOutcome& response) const;
  absl::Status Fine(const v1::SetPenaltyRequest& request, v1::DecisionOutcome& response) const;
  absl::Status ReadSettlement(v1::Settlement& response) const;
  absl::Status Charge(const v1::ChargeInterestRequest& request) const;

  const Parts parts_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_ACCOUNT_SERVICE_H_
