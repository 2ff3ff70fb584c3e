#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_NETWORK_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_NETWORK_SERVICE_H_

#include <baophu/contribution/v1/network_service.grpc.pb.h>

#include "absl/status/status.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/contribution/network/law/collection_law.h"
#include "services/contribution/participants/catalogue_store.h"

namespace baophu::contribution {

// Serves the registry of the collection network; see network_service.proto.
class NetworkServiceImpl final : public v1::NetworkService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    const CollectionLaw& law;
    sql::Database& database;
    const KeyRing& keys;
    rpc::Executor& executor;
    catalogue_store::CatalogueCache& catalogues;
  };

  explicit NetworkServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* GetCollectionOrganisation(
      grpc::CallbackServerContext* context, const v1::GetCollectionOrganisationRequest* request,
      v1::CollectionOrganisation* response) override;
  grpc::ServerUnaryReactor* ListCollectionOrganisations(
      grpc::CallbackServerContext* context, const v1::ListCollectionOrganisationsRequest* request,
      v1::ListCollectionOrganisationsResponse* response) override;
  grpc::ServerUnaryReactor* CheckContract(grpc::CallbackServerContext* context,
                                          const v1::CheckContractRequest* request,
                                          v1::CheckContractResponse* response) override;
  grpc::ServerUnaryReactor* GetCollectionPoint(grpc::CallbackServerContext* context,
                                               const v1::GetCollectionPointRequest* request,
                                               v1::CollectionPoint* response) override;
  grpc::ServerUnaryReactor* ListCollectionPoints(
      grpc::CallbackServerContext* context, const v1::ListCollectionPointsRequest* request,
      v1::ListCollectionPointsResponse* response) override;
  grpc::ServerUnaryReactor* GetCollector(grpc::CallbackServerContext* context,
                                         const v1::GetCollectorRequest* request,
                                         v1::Collector* response) override;
  grpc::ServerUnaryReactor* ListCollectors(grpc::CallbackServerContext* context,
                                           const v1::ListCollectorsRequest* request,
                                           v1::ListCollectorsResponse* response) override;
  grpc::ServerUnaryReactor* ListCooperativeInvitations(
      grpc::CallbackServerContext* context, const v1::ListCooperativeInvitationsRequest* request,
      v1::ListCooperativeInvitationsResponse* response) override;
  grpc::ServerUnaryReactor* ListOrganisationSessions(
      grpc::CallbackServerContext* context, const v1::ListOrganisationSessionsRequest* request,
      v1::ListOrganisationSessionsResponse* response) override;

 private:
  absl::Status Get(const v1::GetCollectionOrganisationRequest& request,
                   v1::CollectionOrganisation& response) const;
  absl::Status Get(const v1::GetCollectionPointRequest& request,
                   v1::CollectionPoint& response) const;
  absl::Status Get(const v1::GetCollectorRequest& request, v1::Collector& response) const;
  absl::Status List(const v1::ListCollectionOrganisationsRequest& request,
                    v1::ListCollectionOrganisationsResponse& response) const;
  absl::Status List(const v1::ListCollectionPointsRequest& request,
                    v1::ListCollectionPointsResponse& response) const;
  absl::Status List(const v1::ListCollectorsRequest& request,
                    v1::ListCollectorsResponse& response) const;
  absl::Status List(const v1::ListCooperativeInvitationsRequest& request,
                    v1::ListCooperativeInvitationsResponse& response) const;
  absl::Status List(const v1::ListOrganisationSessionsRequest& request,
                    v1::ListOrganisationSessionsResponse& response) const;
  absl::Status Check(const v1::CheckContractRequest& request,
                     v1::CheckContractResponse& response) const;

  // A network with its areas, as one read of the database sees them.
  struct View;
  absl::Status Read(View& view) const;

  const Parts parts_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_NETWORK_SERVICE_H_
