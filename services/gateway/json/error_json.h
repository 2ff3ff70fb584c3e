#ifndef BAOPHU_SERVICES_GATEWAY_JSON_ERROR_JSON_H_
#define BAOPHU_SERVICES_GATEWAY_JSON_ERROR_JSON_H_

#include <grpcpp/support/status.h>

#include <optional>
#include <string>

namespace baophu::gateway {

// The HTTP status of a gRPC code, as grpc-gateway maps them.
int HttpStatusOf(grpc::StatusCode code);

// {"code":..,"message":"..","details":[..]}: google.rpc.Status as JSON. Each
// detail is decoded when its type is known here, and otherwise given as its
// type and base64 bytes.
std::string ErrorJson(const grpc::Status& status);

// Whole seconds, rounded up, after which the service wants the call to be made
// again; nothing when the status has no RetryInfo.
std::optional<int64_t> RetryAfterSeconds(const grpc::Status& status);

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_JSON_ERROR_JSON_H_
