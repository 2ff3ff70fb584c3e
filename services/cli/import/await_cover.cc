#include "services/cli/import/await_cover.h"

#include <baophu/participant/v1/change_service.grpc.pb.h>

#include <algorithm>

#include "absl/status/statusor.h"
#include "common/status/try.h"
#include "services/cli/wait/wait.h"

namespace baophu::cli {

absl::Status AwaitCover(const std::shared_ptr<grpc::Channel>& channel,
                        int64_t contribution_revision, absl::Duration longest) {
  const auto stub = participant::v1::ChangeService::NewStub(channel);
  return AwaitNothingLeft("cover", "revisions", longest, [&]() -> absl::StatusOr<int64_t> {
    participant::v1::FeedState state;
    BAOPHU_TRY(CallAgain(longest, [&](grpc::ClientContext& context) {
      return stub->GetFeedState(&context, {}, &state);
    }));
    if (!state.has_contribution_revision()) return 0;
    return std::max<int64_t>(contribution_revision - state.contribution_revision(), 0);
  });
}

}  // namespace baophu::cli
