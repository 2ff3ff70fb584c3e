#ifndef BAOPHU_SERVICES_GATEWAY_PROXY_UNARY_CALL_H_
#define BAOPHU_SERVICES_GATEWAY_PROXY_UNARY_CALL_H_

#include <grpcpp/client_context.h>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/support/byte_buffer.h>

#include "services/gateway/catalogue/method_catalogue.h"
#include "services/gateway/proxy/active_calls.h"
#include "services/gateway/upstream/upstreams.h"

namespace baophu::gateway {

// One unary call on its way through. Unary calls have a class of their own
// because both sides can then send all they have in one batch, which is most
// of the cost of a call through a proxy. Deletes itself when it is over.
class UnaryCall final : public grpc::ServerGenericBidiReactor {
 public:
  UnaryCall(ActiveCalls::Place place, const Method& method, Upstreams& upstreams,
            grpc::GenericCallbackServerContext* context);

  void OnReadDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override { delete this; }

 private:
  void OnAnswer(const grpc::Status& status);

  const ActiveCalls::Place place_;  // First, see there.
  const Method& method_;
  Upstreams& upstreams_;
  grpc::GenericCallbackServerContext* const server_context_;
  grpc::ClientContext client_context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_PROXY_UNARY_CALL_H_
