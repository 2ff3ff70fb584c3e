#ifndef BAOPHU_SERVICES_PARTICIPANT_INGEST_IMPORT_SERVICE_H_
#define BAOPHU_SERVICES_PARTICIPANT_INGEST_IMPORT_SERVICE_H_

#include <baophu/participant/v1/import_service.grpc.pb.h>

#include "common/ingest/import_reactor.h"
#include "services/participant/context.h"

namespace baophu::participant {

// Serves ImportRows: hands each chunk to the capability that owns its kind of
// rows.
class ImportServiceImpl final : public v1::ImportService::CallbackService {
 public:
  explicit ImportServiceImpl(const Context& context);

  grpc::ServerBidiReactor<v1::ImportRowsRequest, type::v1::ImportAck>* ImportRows(
      grpc::CallbackServerContext* call) override;

 private:
  const ImportSources<v1::ImportChunk> sources_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_INGEST_IMPORT_SERVICE_H_
