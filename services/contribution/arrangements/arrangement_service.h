#ifndef BAOPHU_SERVICES_CONTRIBUTION_ARRANGEMENTS_ARRANGEMENT_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ARRANGEMENTS_ARRANGEMENT_SERVICE_H_

#include <baophu/contribution/v1/arrangement_service.grpc.pb.h>

#include <cstdint>
#include <vector>

#include "common/feed/committer.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/contribution/assessment/assessment_runner_service.h"
#include "services/contribution/law/law.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/settlement/account_store.h"

namespace baophu::contribution {

// Serves what was agreed on when, and for whom first, employers pay; see
// arrangement_service.proto.
class ArrangementServiceImpl final : public v1::ArrangementService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    const Law& law;
    sql::Database& database;
    Committer& committer;
    rpc::Executor& executor;
    catalogue_store::CatalogueCache& catalogues;
    AssessmentRunner& assessments;
  };

  explicit ArrangementServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* CreateArrangement(grpc::CallbackServerContext* context,
                                              const v1::CreateArrangementRequest* request,
                                              v1::Arrangement* response) override;
  grpc::ServerUnaryReactor* ListArrangements(grpc::CallbackServerContext* context,
                                             const v1::ListArrangementsRequest* request,
                                             v1::ListArrangementsResponse* response) override;
  grpc::ServerUnaryReactor* SettleLeaverFirst(grpc::CallbackServerContext* context,
                                              const v1::SettleLeaverFirstRequest* request,
                                              v1::ListLeaversResponse* response) override;
  grpc::ServerUnaryReactor* ListLeavers(grpc::CallbackServerContext* context,
                                        const v1::ListLeaversRequest* request,
                                        v1::ListLeaversResponse* response) override;

 private:
  // A decision on a worker who leaves.
  struct Leaver {
    PayerId employer;
    int64_t person_id = 0;
    Month through;
    Day decided;
    std::string decision_number;
  };

  absl::Status Create(const v1::CreateArrangementRequest& request, v1::Arrangement& response) const;
  absl::Status List(const v1::ListArrangementsRequest& request,
                    v1::ListArrangementsResponse& response) const;
  absl::Status Settle(const v1::SettleLeaverFirstRequest& request,
                      v1::ListLeaversResponse& response) const;
  // What the employer owes for the worker, of the months that it has not paid whole.
  absl::StatusOr<std::vector<account_store::StoredLeaverPart>> PartsOf(soci::session& session,
                                                                       const Leaver& leaver,
                                                                       Day today) const;
  absl::Status ListParts(PayerId employer, Day as_of, v1::ListLeaversResponse& response) const;

  const Parts parts_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ARRANGEMENTS_ARRANGEMENT_SERVICE_H_
