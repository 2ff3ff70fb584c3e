#ifndef BAOPHU_COMMON_FEED_REQUEST_LOG_H_
#define BAOPHU_COMMON_FEED_REQUEST_LOG_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "common/feed/committer.h"

namespace baophu::request_log {

// OK for an empty id or a UUID (8-4-4-4-12 hexadecimal digits).
absl::Status CheckRequestId(const std::string& request_id);

// The stored response of a unary write with this id; nothing for a new or empty
// id. ALREADY_EXISTS when the id was used for another request (`digest` tells).
absl::StatusOr<std::optional<std::string>> Find(Commit& commit, const std::string& request_id,
                                                const std::string& digest);

// Remembers the response in the transaction of its write.
void Add(Commit& commit, const std::string& request_id, const std::string& digest,
         const std::string& response);

}  // namespace baophu::request_log

#endif  // BAOPHU_COMMON_FEED_REQUEST_LOG_H_
