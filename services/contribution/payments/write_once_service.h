#ifndef BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_WRITE_ONCE_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_WRITE_ONCE_SERVICE_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/feed/committer.h"
#include "common/feed/remembered_write.h"
#include "common/keys/key_ring.h"
#include "common/status/try.h"

namespace baophu::contribution {

// Runs a write once for a request id, and answers the same again for the same
// request. What is only to be checked is undone and leaves no trace. `write` (of a
// Commit&, returning absl::Status) fills `response`.
template <typename Request, typename Response, typename Write>
absl::Status WriteOnce(Committer& committer, const KeyRing& keys, const Request& request,
                       Response& response, Write write) {
  bool replayed = false;
  BAOPHU_TRY(baophu::RememberedWrite(committer, keys, request.request_id(),
                                     request.GetTypeName() + request.SerializeAsString(), replayed,
                                     response, [&](Commit& commit) -> absl::StatusOr<bool> {
                                       BAOPHU_TRY(write(commit));
                                       const bool kept = !request.validate_only();
                                       response.set_revision(commit.revision() - (kept ? 0 : 1));
                                       return kept;
                                     }));
  if (replayed) response.set_replayed(true);
  return absl::OkStatus();
}

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_WRITE_ONCE_SERVICE_H_
