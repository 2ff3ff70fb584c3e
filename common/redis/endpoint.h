#ifndef BAOPHU_COMMON_REDIS_ENDPOINT_H_
#define BAOPHU_COMMON_REDIS_ENDPOINT_H_

#include <string>

#include "absl/status/statusor.h"

namespace baophu::redis {

// Where a Redis server listens: a unix socket or a TCP port. A value type.
struct Endpoint {
  std::string unix_path;  // Empty for TCP.
  std::string host;
  std::string port;

  // Reads "unix:/path/to/socket", "host:port" or "[::1]:port". INVALID_ARGUMENT
  // for anything else.
  static absl::StatusOr<Endpoint> Parse(const std::string& address);
};

// A connected, non-blocking socket. UNAVAILABLE when there is none within
// `timeout_ms`. Blocks the calling thread.
absl::StatusOr<int> ConnectSocket(const Endpoint& endpoint, int timeout_ms);

}  // namespace baophu::redis

#endif  // BAOPHU_COMMON_REDIS_ENDPOINT_H_
