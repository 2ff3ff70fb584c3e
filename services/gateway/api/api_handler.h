#ifndef BAOPHU_SERVICES_GATEWAY_API_API_HANDLER_H_
#define BAOPHU_SERVICES_GATEWAY_API_API_HANDLER_H_

#include <chrono>
#include <memory>

#include "services/gateway/health/health_board.h"
#include "services/gateway/http/http_message.h"
#include "services/gateway/proxy/active_calls.h"
#include "services/gateway/transcoding/route_table.h"
#include "services/gateway/upstream/upstreams.h"

namespace baophu::gateway {

// The JSON side of the gateway: finds the route of a request, makes the gRPC
// message from it, calls the service and answers with its message, or with
// its error, as JSON. A method that streams its answer is answered line by
// line; one that streams its request is refused (501), because JSON has no way
// to stream one that resumes.
//
// Also answers GET /healthz (the gateway runs) and /readyz (the whole suite
// serves). Thread-safe; never blocks.
class ApiHandler final : public HttpHandler {
 public:
  struct Options {
    std::chrono::milliseconds default_deadline{30'000};  // Of unary calls.
  };

  // All must outlive the handler.
  ApiHandler(const RouteTable& routes, Upstreams& upstreams, ActiveCalls& calls,
             const HealthBoard& health, const Options& options)
      : routes_(routes), upstreams_(upstreams), calls_(calls), health_(health), options_(options) {}

  void Handle(HttpRequest request, std::shared_ptr<HttpExchange> exchange) override;
  HttpResponse RefuseMalformed(int status, std::string_view problem) override;

 private:
  // Answers what needs no service; false when a service must be asked.
  bool AnswerHealth(const HttpRequest& request, HttpExchange& exchange) const;
  void Call(const RouteMatch& match, const HttpRequest& request,
            const std::shared_ptr<HttpExchange>& exchange);

  const RouteTable& routes_;
  Upstreams& upstreams_;
  ActiveCalls& calls_;
  const HealthBoard& health_;
  const Options options_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_API_API_HANDLER_H_
