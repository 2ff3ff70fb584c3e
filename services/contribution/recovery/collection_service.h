#ifndef BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_COLLECTION_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_COLLECTION_SERVICE_H_

#include <baophu/contribution/v1/collection_service.grpc.pb.h>

#include "common/feed/committer.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/contribution/ageing/arrears_class.h"
#include "services/contribution/ageing/arrears_reader.h"
#include "services/contribution/recovery/legal_step.h"

namespace baophu::contribution {

// Serves what is done about late employers; see collection_service.proto. A write
// whose request id was answered before says so by the trailing metadata
// baophu-replayed.
class CollectionServiceImpl final : public v1::CollectionService::CallbackService {
 public:
  // All must outlive the service.
  struct Parts {
    const ArrearsClasses& classes;
    const LegalStepRules& steps;
    sql::Database& database;
    const KeyRing& keys;
    rpc::Executor& executor;
    Committer& committer;
    catalogue_store::CatalogueCache& catalogues;
    ArrearsReader& reader;
  };

  explicit CollectionServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* RecordLegalStep(grpc::CallbackServerContext* context,
                                            const v1::RecordLegalStepRequest* request,
                                            v1::LegalStep* response) override;
  grpc::ServerUnaryReactor* AnnulLegalStep(grpc::CallbackServerContext* context,
                                           const v1::AnnulLegalStepRequest* request,
                                           v1::LegalStep* response) override;
  grpc::ServerUnaryReactor* ListLegalSteps(grpc::CallbackServerContext* context,
                                           const v1::ListLegalStepsRequest* request,
                                           v1::ListLegalStepsResponse* response) override;
  grpc::ServerUnaryReactor* AssignOfficer(grpc::CallbackServerContext* context,
                                          const v1::AssignOfficerRequest* request,
                                          v1::OfficerAssignment* response) override;
  grpc::ServerUnaryReactor* ListOfficerWork(grpc::CallbackServerContext* context,
                                            const v1::ListOfficerWorkRequest* request,
                                            v1::ListOfficerWorkResponse* response) override;
  grpc::ServerUnaryReactor* GetLetter(grpc::CallbackServerContext* context,
                                      const v1::GetLetterRequest* request,
                                      v1::Letter* response) override;

 private:
  absl::Status Record(const v1::RecordLegalStepRequest& request, bool& replayed,
                      v1::LegalStep& response) const;
  absl::Status Annul(const v1::AnnulLegalStepRequest& request, bool& replayed,
                     v1::LegalStep& response) const;
  absl::Status List(const v1::ListLegalStepsRequest& request,
                    v1::ListLegalStepsResponse& response) const;
  absl::Status Assign(const v1::AssignOfficerRequest& request, bool& replayed,
                      v1::OfficerAssignment& response) const;
  absl::Status ListWork(const v1::ListOfficerWorkRequest& request,
                        v1::ListOfficerWorkResponse& response) const;
  absl::Status Get(const v1::GetLetterRequest& request, v1::Letter& response) const;

  const Parts parts_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_COLLECTION_SERVICE_H_
