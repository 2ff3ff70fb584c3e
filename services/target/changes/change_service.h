#ifndef BAOPHU_SERVICES_TARGET_CHANGES_CHANGE_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_CHANGES_CHANGE_SERVICE_H_

#include <baophu/target/v1/change_service.grpc.pb.h>

#include "common/feed/change_service.h"

namespace baophu::target {

// Serves target's feed; see change_service.proto.
using ChangeServiceImpl =
    FeedChangeService<v1::ChangeService, v1::GetFeedStateRequest, v1::FeedState,
                      v1::WatchChangesRequest, v1::WatchChangesResponse>;

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_CHANGES_CHANGE_SERVICE_H_
