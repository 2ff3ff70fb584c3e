#ifndef BAOPHU_SERVICES_CONTRIBUTION_REQUESTS_REMEMBERED_WRITE_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_REQUESTS_REMEMBERED_WRITE_SERVICE_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/feed/remembered_write.h"
#include "common/status/try.h"

namespace baophu::contribution {

// baophu::RememberedWrite of a whole request message. `write` (of a Commit&, returning
// absl::Status) fills `response`.
template <typename Request, typename Response, typename Write>
absl::Status RememberedWrite(Committer& committer, const KeyRing& keys, const Request& request,
                             bool& replayed, Response& response, Write write) {
  return baophu::RememberedWrite(committer, keys, request.request_id(),
                                 request.GetTypeName() + request.SerializeAsString(), replayed,
                                 response, [&](Commit& commit) -> absl::StatusOr<bool> {
                                   BAOPHU_TRY(write(commit));
                                   return true;
                                 });
}

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_REQUESTS_REMEMBERED_WRITE_SERVICE_H_
