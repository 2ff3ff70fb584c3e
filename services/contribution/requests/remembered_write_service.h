#ifndef BAOPHU_SERVICES_CONTRIBUTION_REQUESTS_REMEMBERED_WRITE_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_REQUESTS_REMEMBERED_WRITE_SERVICE_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/feed/committer.h"
#include "common/feed/request_log.h"
#include "common/keys/key_ring.h"
#include "common/status/try.h"

namespace baophu::contribution {

// Runs a write once for a request id, and gives the same answer to the same request
// again, which `replayed` then says. `write` (of a Commit&, returning absl::Status)
// fills `response`. For rpc::RunWrite.
template <typename Request, typename Response, typename Write>
absl::Status RememberedWrite(Committer& committer, const KeyRing& keys, const Request& request,
                             bool& replayed, Response& response, Write write) {
  BAOPHU_TRY(request_log::CheckRequestId(request.request_id()));
  const KeyedHash hash = keys.Hash(request.GetTypeName() + request.SerializeAsString());
  const std::string digest = absl::StrCat(hash.high, ":", hash.low);
  return committer
      .Run([&](Commit& commit) -> absl::StatusOr<bool> {
        response.Clear();
        replayed = false;
        BAOPHU_ASSIGN(const std::optional<std::string> stored,
                      request_log::Find(commit, request.request_id(), digest));
        if (stored.has_value()) {
          replayed = true;
          response.ParseFromString(*stored);
          return false;
        }
        BAOPHU_TRY(write(commit));
        request_log::Add(commit, request.request_id(), digest, response.SerializeAsString());
        return true;
      })
      .status();
}

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_REQUESTS_REMEMBERED_WRITE_SERVICE_H_
