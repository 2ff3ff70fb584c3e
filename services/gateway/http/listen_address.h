#ifndef BAOPHU_SERVICES_GATEWAY_HTTP_LISTEN_ADDRESS_H_
#define BAOPHU_SERVICES_GATEWAY_HTTP_LISTEN_ADDRESS_H_

#include <boost/asio/generic/stream_protocol.hpp>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace baophu::gateway {

// Where the gateway listens: a loopback address with a port, or the path of a
// unix socket.
struct ListenAddress {
  boost::asio::generic::stream_protocol::endpoint endpoint;
  std::string unix_path;  // Empty for loopback addresses.
};

// Reads "127.0.0.1:8080", "[::1]:8080", "localhost:8080" (which is 127.0.0.1)
// or "unix:/path". Port 0 lets the system choose. INVALID_ARGUMENT for what is
// none of these; FAILED_PRECONDITION for an address that others can reach:
// callers have no identities yet. `flag` names the flag in messages.
absl::StatusOr<ListenAddress> ParseListenAddress(std::string_view flag, const std::string& text);

// UNAVAILABLE when a program answers at the address already. A unix socket
// would otherwise be taken over from the program that listens on it.
absl::Status CheckNotInUse(std::string_view flag, const std::string& text,
                           const ListenAddress& address);

// The error for an address that cannot be listened on.
absl::Status InUse(std::string_view flag, const std::string& text);

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_HTTP_LISTEN_ADDRESS_H_
