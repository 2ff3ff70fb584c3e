#ifndef BAOPHU_SERVICES_GATEWAY_API_HTTP_CALL_H_
#define BAOPHU_SERVICES_GATEWAY_API_HTTP_CALL_H_

#include <grpcpp/client_context.h>
#include <grpcpp/support/byte_buffer.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/gateway/catalogue/method_catalogue.h"
#include "services/gateway/http/http_message.h"
#include "services/gateway/proxy/active_calls.h"
#include "services/gateway/upstream/upstreams.h"

namespace baophu::gateway {

// A call that a JSON request asks for, ready to be made.
struct PreparedCall {
  const Method* method;
  grpc::ByteBuffer request;
  std::vector<std::pair<std::string, std::string>> metadata;
  // Without one the call may take as long as it likes.
  std::optional<std::chrono::system_clock::time_point> deadline;
};

// Makes the call and answers the exchange with its message or its lines. When
// the HTTP caller goes away, the call is cancelled. `calls` may end a stream.
void StartUnaryHttpCall(ActiveCalls::Place place, PreparedCall call, Upstreams& upstreams,
                        std::shared_ptr<HttpExchange> exchange);
void StartStreamHttpCall(ActiveCalls::Place place, PreparedCall call, Upstreams& upstreams,
                         ActiveCalls& calls, std::shared_ptr<HttpExchange> exchange);

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_API_HTTP_CALL_H_
