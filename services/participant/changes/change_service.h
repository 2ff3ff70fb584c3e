#ifndef BAOPHU_SERVICES_PARTICIPANT_CHANGES_CHANGE_SERVICE_H_
#define BAOPHU_SERVICES_PARTICIPANT_CHANGES_CHANGE_SERVICE_H_

#include <baophu/participant/v1/change_service.grpc.pb.h>

#include "services/participant/context.h"

namespace baophu::participant {

// Serves participant's feed.
class ChangeServiceImpl final : public v1::ChangeService::CallbackService {
 public:
  explicit ChangeServiceImpl(const Context& context) : context_(context) {}

  grpc::ServerUnaryReactor* GetFeedState(grpc::CallbackServerContext* call,
                                         const v1::GetFeedStateRequest* request,
                                         v1::FeedState* response) override;
  grpc::ServerWriteReactor<v1::WatchChangesResponse>* WatchChanges(
      grpc::CallbackServerContext* call, const v1::WatchChangesRequest* request) override;

 private:
  const Context& context_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_CHANGES_CHANGE_SERVICE_H_
