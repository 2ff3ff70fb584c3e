#ifndef BAOPHU_SERVICES_CONTRIBUTION_CHANGES_CHANGE_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_CHANGES_CHANGE_SERVICE_H_

#include <baophu/contribution/v1/change_service.grpc.pb.h>

#include "common/feed/watch.h"

namespace baophu::contribution {

// Serves contribution's feed; see change_service.proto.
class ChangeServiceImpl final : public v1::ChangeService::CallbackService {
 public:
  explicit ChangeServiceImpl(WatchSources sources) : sources_(sources) {}

  grpc::ServerUnaryReactor* GetFeedState(grpc::CallbackServerContext* context,
                                         const v1::GetFeedStateRequest* request,
                                         v1::FeedState* response) override;
  grpc::ServerWriteReactor<v1::WatchChangesResponse>* WatchChanges(
      grpc::CallbackServerContext* context, const v1::WatchChangesRequest* request) override;

 private:
  const WatchSources sources_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_CHANGES_CHANGE_SERVICE_H_
