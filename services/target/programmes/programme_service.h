#ifndef BAOPHU_SERVICES_TARGET_PROGRAMMES_PROGRAMME_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_PROGRAMMES_PROGRAMME_SERVICE_H_

#include <baophu/target/v1/programme_service.grpc.pb.h>

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/feed/committer.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/target/areas/known_areas_service.h"
#include "services/target/programmes/records/programme_catalogue.h"

namespace baophu::target {

// What the services of programmes need. All must outlive the server.
struct ProgrammeSources {
  sql::Database& database;
  Committer& committer;
  const KeyRing& keys;
  rpc::Executor& executor;
  const ProgrammeCatalogue& catalogue;
  KnownAreas& areas;
};

// Keeps records of programmes; see programme_service.proto. Thread-safe.
class ProgrammeService final : public v1::ProgrammeService::CallbackService {
 public:
  explicit ProgrammeService(ProgrammeSources sources) : sources_(sources) {}

  grpc::ServerUnaryReactor* GetProgramme(grpc::CallbackServerContext* context,
                                         const v1::GetProgrammeRequest* request,
                                         v1::Programme* response) override;
  grpc::ServerUnaryReactor* ListProgrammes(grpc::CallbackServerContext* context,
                                           const v1::ListProgrammesRequest* request,
                                           v1::ListProgrammesResponse* response) override;
  grpc::ServerUnaryReactor* CreateProgramme(grpc::CallbackServerContext* context,
                                            const v1::CreateProgrammeRequest* request,
                                            v1::Programme* response) override;
  grpc::ServerUnaryReactor* ReplaceProgramme(grpc::CallbackServerContext* context,
                                             const v1::ReplaceProgrammeRequest* request,
                                             v1::Programme* response) override;
  grpc::ServerUnaryReactor* ListProgrammeVersions(
      grpc::CallbackServerContext* context, const v1::ListProgrammeVersionsRequest* request,
      v1::ListProgrammeVersionsResponse* response) override;
  grpc::ServerUnaryReactor* ListProgrammeKinds(grpc::CallbackServerContext* context,
                                               const v1::ListProgrammeKindsRequest* request,
                                               v1::ListProgrammeKindsResponse* response) override;

 private:
  // A write as it was asked for.
  struct WriteRequest {
    std::string programme_id;
    const v1::Programme& programme;
    std::string request_id;
    bool validate_only = false;
    bool replace = false;  // Else create.
  };

  absl::Status List(const v1::ListProgrammesRequest& request,
                    v1::ListProgrammesResponse& response) const;
  absl::Status Write(const WriteRequest& request, absl::Time deadline, bool& replayed,
                     v1::Programme& response);

  const ProgrammeSources sources_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PROGRAMMES_PROGRAMME_SERVICE_H_
