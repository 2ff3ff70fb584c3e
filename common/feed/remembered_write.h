#ifndef BAOPHU_COMMON_FEED_REMEMBERED_WRITE_H_
#define BAOPHU_COMMON_FEED_REMEMBERED_WRITE_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/feed/committer.h"
#include "common/feed/request_log.h"
#include "common/keys/key_ring.h"
#include "common/status/try.h"

namespace baophu {

// Runs a write once for a request id, and gives the same answer to the same request
// again, which `replayed` then says. `content` is all that the request asks for, so that
// an id is not used for two things. `write` (of a Commit&, returning
// absl::StatusOr<bool>) fills `response` and says whether its work is kept; what is not
// is undone and leaves no trace. For rpc::RunWrite.
template <typename Response, typename Write>
absl::Status RememberedWrite(Committer& committer, const KeyRing& keys,
                             const std::string& request_id, const std::string& content,
                             bool& replayed, Response& response, Write write) {
  BAOPHU_TRY(request_log::CheckRequestId(request_id));
  const KeyedHash hash = keys.Hash(content);
  const std::string digest = absl::StrCat(hash.high, ":", hash.low);
  return committer
      .Run([&](Commit& commit) -> absl::StatusOr<bool> {
        response.Clear();
        replayed = false;
        BAOPHU_ASSIGN(const std::optional<std::string> stored,
                      request_log::Find(commit, request_id, digest));
        if (stored.has_value()) {
          replayed = true;
          response.ParseFromString(*stored);
          return false;
        }
        BAOPHU_ASSIGN(const bool kept, write(commit));
        if (kept) request_log::Add(commit, request_id, digest, response.SerializeAsString());
        return kept;
      })
      .status();
}

}  // namespace baophu

#endif  // BAOPHU_COMMON_FEED_REMEMBERED_WRITE_H_
