#ifndef BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_WRITE_ONCE_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_WRITE_ONCE_SERVICE_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/feed/committer.h"
#include "common/feed/request_log.h"
#include "common/keys/key_ring.h"
#include "common/status/try.h"

namespace baophu::contribution {

// Runs a write once for a request id, and answers the same again for the same
// request. What is only to be checked is undone and leaves no trace. `write` (of a
// Commit&, returning absl::Status) fills `response`.
template <typename Request, typename Response, typename Write>
absl::Status WriteOnce(Committer& committer, const KeyRing& keys, const Request& request,
                       Response& response, Write write) {
  const std::string& request_id = request.request_id();
  BAOPHU_TRY(request_log::CheckRequestId(request_id));
  const KeyedHash hash = keys.Hash(request.GetTypeName() + request.SerializeAsString());
  const std::string digest = absl::StrCat(hash.high, ":", hash.low);
  return committer
      .Run([&](Commit& commit) -> absl::StatusOr<bool> {
        response.Clear();
        BAOPHU_ASSIGN(const std::optional<std::string> stored,
                      request_log::Find(commit, request_id, digest));
        if (stored.has_value()) {
          response.ParseFromString(*stored);
          response.set_replayed(true);
          return false;
        }
        BAOPHU_TRY(write(commit));
        if (request.validate_only()) {
          response.set_revision(commit.revision() - 1);
          return false;
        }
        response.set_revision(commit.revision());
        request_log::Add(commit, request_id, digest, response.SerializeAsString());
        return true;
      })
      .status();
}

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_WRITE_ONCE_SERVICE_H_
