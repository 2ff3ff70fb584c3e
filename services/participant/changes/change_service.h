#ifndef BAOPHU_SERVICES_PARTICIPANT_CHANGES_CHANGE_SERVICE_H_
#define BAOPHU_SERVICES_PARTICIPANT_CHANGES_CHANGE_SERVICE_H_

#include <baophu/participant/v1/change_service.grpc.pb.h>

#include "common/feed/change_service.h"

namespace baophu::participant {

// Serves participant's feed; see change_service.proto.
using ChangeServiceImpl =
    FeedChangeService<v1::ChangeService, v1::GetFeedStateRequest, v1::FeedState,
                      v1::WatchChangesRequest, v1::WatchChangesResponse>;

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_CHANGES_CHANGE_SERVICE_H_
