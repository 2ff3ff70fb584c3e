#ifndef BAOPHU_SERVICES_GATEWAY_PROXY_PROXY_SERVICE_H_
#define BAOPHU_SERVICES_GATEWAY_PROXY_PROXY_SERVICE_H_

#include <grpcpp/generic/async_generic_service.h>

#include "services/gateway/catalogue/method_catalogue.h"
#include "services/gateway/proxy/active_calls.h"
#include "services/gateway/upstream/upstreams.h"

namespace baophu::gateway {

// Passes every public method on to the service that owns it, without reading
// the messages: they go through as bytes, one message under way in each
// direction of a call, so a slow reader slows its writer and nothing queues
// up here. Deadlines, cancellation, metadata and status with details go
// through; a call is never repeated.
//
// Refused here: a method that the catalogue does not know (UNIMPLEMENTED), a
// unary call without a deadline (INVALID_ARGUMENT), a call beyond the limit of
// calls at once (RESOURCE_EXHAUSTED).
class ProxyService final : public grpc::CallbackGenericService {
 public:
  // All three must outlive the server that this is registered with.
  ProxyService(const MethodCatalogue& catalogue, Upstreams& upstreams, ActiveCalls& calls)
      : catalogue_(catalogue), upstreams_(upstreams), calls_(calls) {}

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override;

 private:
  const MethodCatalogue& catalogue_;
  Upstreams& upstreams_;
  ActiveCalls& calls_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_PROXY_PROXY_SERVICE_H_
