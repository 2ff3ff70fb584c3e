#include "services/participant/changes/change_service.h"

#include "common/feed/watch.h"
#include "common/rpc/unary.h"
#include "common/status/try.h"

namespace baophu::participant {

grpc::ServerUnaryReactor* ChangeServiceImpl::GetFeedState(grpc::CallbackServerContext* call,
                                                          const v1::GetFeedStateRequest*,
                                                          v1::FeedState* response) {
  return rpc::RunUnary(call, context_.executor, [this, response]() -> absl::Status {
    BAOPHU_ASSIGN(const FeedBounds bounds, context_.feed.Bounds());
    response->set_revision(bounds.revision);
    response->set_compacted_revision(bounds.compacted_revision);
    return absl::OkStatus();
  });
}

grpc::ServerWriteReactor<v1::WatchChangesResponse>* ChangeServiceImpl::WatchChanges(
    grpc::CallbackServerContext*, const v1::WatchChangesRequest* request) {
  return WatchReactor<v1::WatchChangesResponse>::Start(
      {context_.feed, context_.clock, context_.executor, context_.stopping},
      request->after_revision(), {request->types().begin(), request->types().end()});
}

}  // namespace baophu::participant
