#ifndef BAOPHU_SERVICES_GATEWAY_UPSTREAM_METADATA_H_
#define BAOPHU_SERVICES_GATEWAY_UPSTREAM_METADATA_H_

#include <grpcpp/client_context.h>
#include <grpcpp/server_context.h>

#include <string_view>

namespace baophu::gateway {

// Whether metadata of this key goes through the gateway. What describes one
// hop (connection, encoding, timeout, user agent) does not: each side of the
// gateway writes its own. Status details do not either: they go with the
// status, and copying them as well would send them twice.
bool IsForwarded(std::string_view key);

// Caller's metadata to the service.
void ForwardRequestMetadata(const grpc::ServerContextBase& from, grpc::ClientContext& to);

// Service's metadata to the caller; each once, the first before the first
// message and the second before the status.
void ForwardInitialMetadata(const grpc::ClientContext& from, grpc::ServerContextBase& to);
void ForwardTrailingMetadata(const grpc::ClientContext& from, grpc::ServerContextBase& to);

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_UPSTREAM_METADATA_H_
