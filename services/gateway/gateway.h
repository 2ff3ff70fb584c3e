#ifndef BAOPHU_SERVICES_GATEWAY_GATEWAY_H_
#define BAOPHU_SERVICES_GATEWAY_GATEWAY_H_

#include <grpcpp/server.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/gateway/api/api_handler.h"
#include "services/gateway/catalogue/method_catalogue.h"
#include "services/gateway/health/health_board.h"
#include "services/gateway/health/health_poller_service.h"
#include "services/gateway/health/health_service.h"
#include "services/gateway/http/http_server.h"
#include "services/gateway/proxy/active_calls.h"
#include "services/gateway/proxy/proxy_service.h"
#include "services/gateway/transcoding/route_table.h"
#include "services/gateway/upstream/upstreams.h"

namespace baophu::gateway {

struct GatewayOptions {
  // Where callers come, as ParseListenAddress takes it.
  std::string grpc_address = "127.0.0.1:9090";
  HttpServerOptions http;
  // One for each package of the suite, by its name.
  std::vector<UpstreamAddress> upstreams;

  int max_message_bytes = 4 * 1024 * 1024;  // Of each message, both ways.
  int64_t max_calls = 2000;                 // Under way at once, gRPC and HTTP together.
  std::chrono::milliseconds http_deadline{30'000};
  std::chrono::milliseconds stream_max_idle{5 * 60'000};
  std::chrono::milliseconds stream_max_age{4 * 3'600'000};
  std::chrono::milliseconds health_interval{500};
};

// The whole gateway in one process: what main runs, and tests too. The parts
// are wired here and know nothing of each other beyond what their headers say.
class Gateway {
 public:
  // Listens and serves on threads of its own. Errors are one sentence that
  // says what to do.
  static absl::StatusOr<std::unique_ptr<Gateway>> Start(const GatewayOptions& options);
  // Shuts down at once if Shutdown was not called.
  ~Gateway();

  // The ports, or 0 on unix sockets.
  int grpc_port() const { return grpc_port_; }
  int http_port() const { return http_server_->port(); }

  // Health turns NOT_SERVING, no new connections are taken, calls under way
  // may end. Streams that are still open after `stream_grace` are ended (a
  // watched feed never ends by itself), after `grace` the rest is cut off.
  void Shutdown(std::chrono::milliseconds stream_grace, std::chrono::milliseconds grace);

 private:
  Gateway(const GatewayOptions& options, MethodCatalogue catalogue);
  absl::Status StartGrpc();

  const GatewayOptions options_;
  const MethodCatalogue catalogue_;
  Upstreams upstreams_;
  ActiveCalls calls_;
  HealthBoard health_;
  RouteTable routes_;
  ProxyService proxy_;
  HealthService health_service_;
  std::vector<std::unique_ptr<grpc::Service>> reflection_services_;
  ApiHandler api_;
  int grpc_port_ = 0;
  bool is_shut_down_ = false;
  std::unique_ptr<grpc::Server> grpc_server_;
  std::unique_ptr<HttpServer> http_server_;
  std::unique_ptr<HealthPoller> poller_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_GATEWAY_H_
