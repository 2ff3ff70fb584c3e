#ifndef BAOPHU_SERVICES_TARGET_CHANGES_CHANGE_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_CHANGES_CHANGE_SERVICE_H_

#include <baophu/target/v1/change_service.grpc.pb.h>

#include "common/feed/watch.h"

namespace baophu::target {

// Target's change feed. Thread-safe.
class ChangeService final : public v1::ChangeService::CallbackService {
 public:
  // All in `sources` must outlive the server.
  explicit ChangeService(WatchSources sources) : sources_(sources) {}

  grpc::ServerUnaryReactor* GetFeedState(grpc::CallbackServerContext* context,
                                         const v1::GetFeedStateRequest* request,
                                         v1::FeedState* response) override;
  grpc::ServerWriteReactor<v1::WatchChangesResponse>* WatchChanges(
      grpc::CallbackServerContext* context, const v1::WatchChangesRequest* request) override;

 private:
  const WatchSources sources_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_CHANGES_CHANGE_SERVICE_H_
