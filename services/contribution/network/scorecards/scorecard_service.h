#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_SCORECARD_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_SCORECARD_SERVICE_H_

#include <baophu/contribution/v1/scorecard_service.grpc.pb.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/contribution/network/scorecards/scorecard.h"
#include "services/contribution/participants/catalogue_store.h"

namespace baophu::contribution {

// Serves scorecards from kept totals; see scorecard_service.proto.
class ScorecardServiceImpl final : public v1::ScorecardService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    const CollectionLaw& law;
    sql::Database& database;
    const KeyRing& keys;
    rpc::Executor& executor;
    catalogue_store::CatalogueCache& catalogues;
  };

  explicit ScorecardServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* GetScorecard(grpc::CallbackServerContext* context,
                                         const v1::GetScorecardRequest* request,
                                         v1::Scorecard* response) override;
  grpc::ServerUnaryReactor* ListScorecards(grpc::CallbackServerContext* context,
                                           const v1::ListScorecardsRequest* request,
                                           v1::ListScorecardsResponse* response) override;

 private:
  absl::Status Get(const v1::GetScorecardRequest& request, v1::Scorecard& response) const;
  absl::Status List(const v1::ListScorecardsRequest& request,
                    v1::ListScorecardsResponse& response) const;

  // Scorecards with what their names need, as one read of the database sees them.
  struct View {
    Network network;
    std::shared_ptr<const AreaCatalogue> areas;
    std::vector<Scorecard> cards;
    int64_t revision = 0;
  };
  absl::Status Make(const ScoreQuestion& question, const std::string& field, View& view) const;
  void Write(const ScoreQuestion& question, const View& view, const Scorecard& card,
             v1::Scorecard& message) const;
  void WriteFigures(const ScoreFigures& figures, Month month, v1::ScorecardFigures& message) const;

  const Parts parts_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_SCORECARD_SERVICE_H_
