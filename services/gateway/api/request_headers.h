#ifndef BAOPHU_SERVICES_GATEWAY_API_REQUEST_HEADERS_H_
#define BAOPHU_SERVICES_GATEWAY_API_REQUEST_HEADERS_H_

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/gateway/http/http_message.h"

namespace baophu::gateway {

// The time that the caller gives the call: the shorter of `grpc-timeout` (as
// gRPC writes it: "250m", "30S") and `x-timeout-ms`, a year at most; nothing when
// neither is there. INVALID_ARGUMENT names the header.
absl::StatusOr<std::optional<std::chrono::milliseconds>> TimeoutOf(const HttpRequest& request);

// Headers that become metadata of the call: those that the interagency profile
// and tracing define by their own names, and `grpc-metadata-<key>` as <key>
// (base64 for keys ending in -bin). INVALID_ARGUMENT names a header whose name
// or value metadata cannot carry.
absl::StatusOr<std::vector<std::pair<std::string, std::string>>> MetadataOf(
    const HttpRequest& request);

// PERMISSION_DENIED for a request that a web page of another site had a
// browser on this machine send. Listening on loopback keeps other machines
// out, but not what runs in a local browser: such a request shows in an Origin
// or a Host that is no loopback name.
absl::Status CheckSameMachine(const HttpRequest& request);

// INVALID_ARGUMENT unless the body, if there is one, is said to be JSON, not
// compressed.
absl::Status CheckJsonBody(const HttpRequest& request);

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_API_REQUEST_HEADERS_H_
