#ifndef BAOPHU_SERVICES_TARGET_PLANS_IMPORT_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_PLANS_IMPORT_SERVICE_H_

#include <baophu/target/v1/import_service.grpc.pb.h>

#include <memory>
#include <stop_token>

#include "common/ingest/import_reactor.h"
#include "services/target/plans/plan_service.h"
#include "services/target/programmes/programme_service.h"

namespace baophu::target {

// Bulk import of all that target keeps. Thread-safe.
class ImportService final : public v1::ImportService::CallbackService {
 public:
  // All in the sources must outlive the server.
  ImportService(PlanSources sources, ProgrammeSources programme_sources, std::stop_token stopping);

  grpc::ServerBidiReactor<v1::ImportRowsRequest, type::v1::ImportAck>* ImportRows(
      grpc::CallbackServerContext* context) override;

 private:
  absl::StatusOr<std::unique_ptr<PreparedChunk>> Prepare(const v1::ImportChunk& chunk);

  const PlanSources sources_;
  const ProgrammeSources programme_sources_;
  const ImportSources<v1::ImportChunk> import_sources_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PLANS_IMPORT_SERVICE_H_
