#ifndef BAOPHU_SERVICES_GATEWAY_REFLECTION_REFLECTION_SERVICE_H_
#define BAOPHU_SERVICES_GATEWAY_REFLECTION_REFLECTION_SERVICE_H_

#include <grpcpp/impl/codegen/service_type.h>

#include <memory>
#include <string>
#include <vector>

namespace baophu::gateway {

// Server reflection of the whole suite. gRPC's own reflection knows only the
// services that are registered with its server, and the suite's are not
// registered with the gateway, which passes them on. Answers come from the
// descriptors that are compiled into this program.
//
// There is one service for each version of the protocol that clients speak, v1
// and v1alpha. They differ in nothing but their package, so both speak with the
// messages of v1.
// `service_names` are full names, listed in this order.
std::vector<std::unique_ptr<grpc::Service>> MakeReflectionServices(
    const std::vector<std::string>& service_names);

// Full names of the two services themselves.
inline constexpr char kReflectionV1[] = "grpc.reflection.v1.ServerReflection";
inline constexpr char kReflectionV1Alpha[] = "grpc.reflection.v1alpha.ServerReflection";

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_REFLECTION_REFLECTION_SERVICE_H_
