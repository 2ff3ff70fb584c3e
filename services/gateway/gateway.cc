#include "services/gateway/gateway.h"

#include <google/protobuf/descriptor.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include <algorithm>
#include <thread>
#include <utility>

#include "common/status/try.h"
#include "services/gateway/catalogue/public_services.h"
#include "services/gateway/http/listen_address.h"
#include "services/gateway/reflection/reflection_service.h"
#include "services/gateway/upstream/rpc_status.h"

namespace baophu::gateway {
namespace {

// Callers may ping their connection this often without being cut off.
constexpr int kMinPingIntervalMs = 5000;
// A caller that vanished without closing its connection is noticed within the
// sum of these.
constexpr int kKeepaliveMs = 60'000;
constexpr int kKeepaliveTimeoutMs = 20'000;
// So that one connection cannot take all places.
constexpr int kMaxStreamsPerConnection = 1000;

std::vector<std::string> UpstreamNames(const std::vector<UpstreamAddress>& upstreams) {
  std::vector<std::string> names;
  for (const UpstreamAddress& upstream : upstreams) names.push_back(upstream.name);
  return names;
}

std::vector<std::string> ServiceNames(const MethodCatalogue& catalogue) {
  std::vector<std::string> names;
  for (const auto* service : catalogue.services()) names.push_back(service->full_name());
  names.insert(names.end(), {"grpc.health.v1.Health", kReflectionV1, kReflectionV1Alpha});
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Gateway>> Gateway::Start(const GatewayOptions& options) {
  BAOPHU_ASSIGN(MethodCatalogue catalogue,
                MethodCatalogue::Build(PublicServices(), UpstreamNames(options.upstreams)));
  std::unique_ptr<Gateway> gateway(new Gateway(options, std::move(catalogue)));
  BAOPHU_ASSIGN(gateway->routes_, RouteTable::Build(gateway->catalogue_));
  BAOPHU_TRY(gateway->StartGrpc());
  BAOPHU_ASSIGN(gateway->http_server_, HttpServer::Start(options.http, gateway->api_));
  gateway->poller_ = std::make_unique<HealthPoller>(
      gateway->upstreams_, gateway->health_, options.health_interval, [raw = gateway.get()] {
        raw->calls_.EndOverdue(ActiveStream::Clock::now(), raw->options_.stream_max_idle,
                               raw->options_.stream_max_age);
      });
  return gateway;
}

Gateway::Gateway(const GatewayOptions& options, MethodCatalogue catalogue)
    : options_(options),
      catalogue_(std::move(catalogue)),
      upstreams_(options.upstreams, options.max_message_bytes),
      calls_(options.max_calls),
      health_(catalogue_),
      proxy_(catalogue_, upstreams_, calls_),
      health_service_(health_),
      reflection_services_(MakeReflectionServices(ServiceNames(catalogue_))),
      api_(routes_, upstreams_, calls_, health_, {.default_deadline = options.http_deadline}) {}

absl::Status Gateway::StartGrpc() {
  constexpr char kFlag[] = "--grpc_address";
  BAOPHU_ASSIGN(const ListenAddress address, ParseListenAddress(kFlag, options_.grpc_address));
  BAOPHU_TRY(CheckNotInUse(kFlag, options_.grpc_address, address));
  grpc::ServerBuilder builder;
  builder.AddListeningPort(options_.grpc_address, grpc::InsecureServerCredentials(), &grpc_port_);
  builder.SetMaxReceiveMessageSize(options_.max_message_bytes);
  builder.SetMaxSendMessageSize(-1);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             kMinPingIntervalMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kMaxStreamsPerConnection);
  builder.RegisterService(&health_service_);
  for (const auto& service : reflection_services_) builder.RegisterService(service.get());
  builder.RegisterCallbackGenericService(&proxy_);
  grpc_server_ = builder.BuildAndStart();
  return grpc_server_ == nullptr ? InUse(kFlag, options_.grpc_address) : absl::OkStatus();
}

Gateway::~Gateway() {
  if (!is_shut_down_) Shutdown(std::chrono::milliseconds(0), std::chrono::milliseconds(0));
}

void Gateway::Shutdown(std::chrono::milliseconds stream_grace, std::chrono::milliseconds grace) {
  is_shut_down_ = true;
  const auto start = std::chrono::steady_clock::now();
  const auto system_start = std::chrono::system_clock::now();
  // The poller may wait for answers, and callers should learn at once. What it
  // reports from now on changes nothing.
  health_.SetStopping();
  poller_.reset();

  std::thread http_shutdown([this, start, grace] {
    if (http_server_ != nullptr) http_server_->Shutdown(start + grace);
  });
  std::thread grpc_shutdown([this, system_start, grace] {
    if (grpc_server_ != nullptr) grpc_server_->Shutdown(system_start + grace);
  });
  // Feeds have no end of their own; their watchers go on with another gateway
  // or this one's successor.
  calls_.WaitUntilNone(start + stream_grace);
  calls_.EndAll(StoppingStatus());
  http_shutdown.join();
  grpc_shutdown.join();
  // The last reaction of a call to a service may come after its answer is out.
  calls_.WaitUntilNone(ActiveStream::Clock::time_point::max());
}

}  // namespace baophu::gateway
