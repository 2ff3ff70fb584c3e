#include "common/rpc/server.h"

#include <arpa/inet.h>
#include <grpc/grpc.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/synchronization/mutex.h"

namespace baophu::rpc {
namespace {

constexpr int kMaxMessageToClientBytes = 64 * 1024 * 1024;
// A connection without calls is closed after this; callers reconnect.
constexpr int kMaxConnectionIdleMs = 10 * 60 * 1000;
// Streams end by then at the latest; feeds and imports resume where they were.
constexpr int kMaxConnectionAgeMs = 4 * 60 * 60 * 1000;
constexpr int kMaxConnectionAgeGraceMs = 10 * 60 * 1000;
constexpr int kKeepaliveMs = 20'000;
constexpr int kKeepaliveTimeoutMs = 10'000;
constexpr int kReconnectFirstMs = 50;
constexpr int kReconnectMaxMs = 1000;
// gRPC takes this as the time that one attempt to connect may take.
constexpr int kConnectAttemptMs = 5000;

// 127.x.y.z, written as numbers, with a port.
bool IsLoopbackV4(const std::string& address) {
  const std::string host = address.substr(0, address.rfind(':'));
  in_addr parsed{};
  return inet_pton(AF_INET, host.c_str(), &parsed) == 1 && (ntohl(parsed.s_addr) >> 24) == 127;
}

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

}  // namespace

absl::Status CheckLocalAddress(const std::string& address) {
  if (absl::StartsWith(address, "unix:") || IsLoopbackV4(address) ||
      absl::StartsWith(address, "[::1]:") || absl::StartsWith(address, "localhost:")) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(
      absl::StrCat("will not listen on ", address,
                   ": callers have no identities yet, so only loopback addresses (127.0.0.1:PORT, "
                   "[::1]:PORT) and unix sockets (unix:/PATH) are allowed"));
}

void BlockStopSignals() {
  const sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // A peer that goes away is an error of the call, not the end of the program.
  signal(SIGPIPE, SIG_IGN);
}

absl::Status RunUntilSignal(const ServerOptions& options,
                            const std::vector<grpc::Service*>& services,
                            const std::function<void()>& on_stop) {
  if (absl::Status local = CheckLocalAddress(options.address); !local.ok()) return local;

  // Debian's Abseil looks for deadlocks at every lock, also gRPC's own, which
  // costs a call several microseconds; thread sanitizer looks for them in tests.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  // Held for ever: letting go of gRPC's last object can wait ten seconds for a
  // poller of its own.
  grpc_init();
  grpc::EnableDefaultHealthCheckService(true);
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort(options.address, grpc::InsecureServerCredentials(), &port);
  builder.SetMaxReceiveMessageSize(options.max_message_bytes);
  builder.SetMaxSendMessageSize(kMaxMessageToClientBytes);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, kMaxConnectionIdleMs);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, kMaxConnectionAgeMs);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, kMaxConnectionAgeGraceMs);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 5000);
  for (grpc::Service* service : services) builder.RegisterService(service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) {
    return absl::UnavailableError(absl::StrCat("cannot listen on ", options.address,
                                               ": it is in use; stop what uses it or choose "
                                               "another with --address"));
  }
  // Scripts read this line to learn the port when they asked for port 0.
  std::cout << options.program << " listens on "
            << (absl::StartsWith(options.address, "unix:")
                    ? options.address
                    : absl::StrCat(options.address.substr(0, options.address.rfind(':')), ":",
                                   port))
            << std::endl;

  const sigset_t signals = StopSignals();
  int signal_number = 0;
  sigwait(&signals, &signal_number);
  server->GetHealthCheckService()->SetServingStatus(false);
  on_stop();
  server->Shutdown(std::chrono::system_clock::now() + std::chrono::milliseconds(options.grace_ms));
  server->Wait();
  return absl::OkStatus();
}

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxMessageToClientBytes);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kReconnectFirstMs);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kConnectAttemptMs);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kReconnectMaxMs);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

void Die(const std::string& program, const absl::Status& status) {
  std::cerr << program << ": " << status.message() << std::endl;
  std::exit(1);
}

}  // namespace baophu::rpc
