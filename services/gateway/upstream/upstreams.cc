#include "services/gateway/upstream/upstreams.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include "absl/strings/match.h"
#include "services/gateway/upstream/rpc_status.h"

namespace baophu::gateway {
namespace {

// A service that comes back must be in use again within about the longer of these.
constexpr int kFirstReconnectMs = 50;
constexpr int kMaxReconnectMs = 1000;
// How long one attempt may take. gRPC calls it a minimum of the backoff; a short
// one makes calls fail on a loaded machine, where a handshake takes its time.
constexpr int kConnectTimeoutMs = 5000;
// A service that hangs without closing its connection is noticed within the
// sum of these while calls are under way.
constexpr int kKeepaliveMs = 20'000;
constexpr int kKeepaliveTimeoutMs = 10'000;

}  // namespace

Upstreams::Upstreams(const std::vector<UpstreamAddress>& addresses, int max_message_bytes) {
  for (const UpstreamAddress& address : addresses) {
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(max_message_bytes);
    arguments.SetMaxSendMessageSize(-1);
    // The gateway never repeats a call: only the caller knows whether it may be.
    arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kFirstReconnectMs);
    arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kConnectTimeoutMs);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kMaxReconnectMs);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
    arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    upstreams_.push_back(std::make_unique<Upstream>(
        address.name,
        grpc::CreateCustomChannel(address.address, grpc::InsecureChannelCredentials(), arguments)));
  }
}

grpc::Status Upstreams::Explain(size_t upstream, const grpc::ClientContext& context,
                                const grpc::Status& status) const {
  if (status.error_code() != grpc::StatusCode::UNAVAILABLE) return status;
  // Only the transport tells whether the other side sent the status.
  if (absl::StrContains(context.debug_error_string(), "received from peer")) return status;
  return UnreachableStatus(name(upstream));
}

}  // namespace baophu::gateway
