#include "services/target/changes/change_service.h"

#include "common/rpc/unary.h"
#include "common/status/try.h"

namespace baophu::target {

grpc::ServerUnaryReactor* ChangeService::GetFeedState(grpc::CallbackServerContext* context,
                                                      const v1::GetFeedStateRequest*,
                                                      v1::FeedState* response) {
  return rpc::RunUnary(context, sources_.executor, [this, response]() -> absl::Status {
    BAOPHU_ASSIGN(const FeedBounds bounds, sources_.log.Bounds());
    response->set_revision(bounds.revision);
    response->set_compacted_revision(bounds.compacted_revision);
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::WatchChangesResponse>* ChangeService::WatchChanges(
    grpc::CallbackServerContext*, const v1::WatchChangesRequest* request) {
  return WatchReactor<v1::WatchChangesResponse>::Start(
      sources_, request->after_revision(), {request->types().begin(), request->types().end()});
}

}  // namespace baophu::target
