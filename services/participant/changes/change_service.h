#ifndef BAOPHU_SERVICES_PARTICIPANT_CHANGES_CHANGE_SERVICE_H_
#define BAOPHU_SERVICES_PARTICIPANT_CHANGES_CHANGE_SERVICE_H_

#include <baophu/participant/v1/change_service.grpc.pb.h>

#include "absl/status/status.h"
#include "common/feed/change_service.h"
#include "common/sql/database.h"
#include "services/participant/self_paid/contribution_store.h"

namespace baophu::participant {

// Serves participant's feed; see change_service.proto.
using ChangeServiceImpl =
    FeedChangeService<v1::ChangeService, v1::GetFeedStateRequest, v1::FeedState,
                      v1::WatchChangesRequest, v1::WatchChangesResponse>;

// Tells how far contribution's feed is applied here. The database must outlive the server.
inline ChangeServiceImpl::Complete TellContributionRevision(sql::Database& database) {
  return [&database](v1::FeedState& state) {
    return database.Read([&](soci::session& session) {
      state.set_contribution_revision(contribution_store::ReadPosition(session));
      return absl::OkStatus();
    });
  };
}

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_CHANGES_CHANGE_SERVICE_H_
