#ifndef BAOPHU_SERVICES_GATEWAY_UPSTREAM_RPC_STATUS_H_
#define BAOPHU_SERVICES_GATEWAY_UPSTREAM_RPC_STATUS_H_

#include <grpcpp/support/status.h>

#include <string_view>

namespace baophu::gateway {

// UNAVAILABLE with reason SERVICE_UNREACHABLE: a service behind the gateway
// does not answer. The message and the ErrorInfo name it, not its address.
grpc::Status UnreachableStatus(std::string_view service);

// UNAVAILABLE: the gateway, not the service, ended a stream. The caller may
// open it again. `reason` is UPPER_SNAKE_CASE.
grpc::Status StreamEndedStatus(std::string_view reason, std::string_view message);

// The status that every stream gets when the program ends.
grpc::Status StoppingStatus();

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_UPSTREAM_RPC_STATUS_H_
