#include <grpc/grpc.h>
#include <grpc/support/log.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <utility>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/gateway/gateway.h"

ABSL_FLAG(std::string, grpc_address, "127.0.0.1:9090",
          "Where gRPC callers come: a loopback address with a port, or unix:/PATH.");
ABSL_FLAG(std::string, http_address, "127.0.0.1:8080",
          "Where HTTP callers come: a loopback address with a port, or unix:/PATH.");
ABSL_FLAG(std::string, participant_address, "127.0.0.1:9091",
          "Where the participant service listens: HOST:PORT or unix:/PATH.");
ABSL_FLAG(std::string, contribution_address, "127.0.0.1:9092",
          "Where the contribution service listens: HOST:PORT or unix:/PATH.");
ABSL_FLAG(std::string, target_address, "127.0.0.1:9093",
          "Where the target service listens: HOST:PORT or unix:/PATH.");
ABSL_FLAG(int32_t, max_message_bytes, 4 * 1024 * 1024,
          "The largest gRPC message and the largest HTTP body.");
ABSL_FLAG(int64_t, max_calls, 2000, "Calls under way at once; more are refused.");
ABSL_FLAG(int32_t, http_deadline_ms, 30'000,
          "How long a JSON call may take; callers may ask for less.");
ABSL_FLAG(int32_t, http_max_connections, 1024, "HTTP connections at once; more wait.");
ABSL_FLAG(int32_t, http_idle_timeout_ms, 60'000,
          "How long an HTTP connection may wait, send or not read.");
ABSL_FLAG(int32_t, http_threads, 2, "Threads that serve HTTP.");
ABSL_FLAG(int64_t, stream_max_idle_ms, 5 * 60'000,
          "A stream without a message for this long is ended.");
ABSL_FLAG(int64_t, stream_max_age_ms, 4 * 3'600'000, "A stream open for this long is ended.");
ABSL_FLAG(int32_t, health_interval_ms, 500, "How often the services are asked for their health.");
ABSL_FLAG(int32_t, grace_ms, 10'000, "How long calls under way may take after SIGTERM.");

namespace {

constexpr char kProgram[] = "baophu_gateway";

// The name of a flag whose value makes no sense; empty when there is none.
std::string BadLimit() {
  const std::pair<const char*, int64_t> limits[] = {
      {"max_message_bytes", absl::GetFlag(FLAGS_max_message_bytes)},
      {"max_calls", absl::GetFlag(FLAGS_max_calls)},
      {"http_deadline_ms", absl::GetFlag(FLAGS_http_deadline_ms)},
      {"http_max_connections", absl::GetFlag(FLAGS_http_max_connections)},
      {"http_idle_timeout_ms", absl::GetFlag(FLAGS_http_idle_timeout_ms)},
      {"http_threads", absl::GetFlag(FLAGS_http_threads)},
      {"stream_max_idle_ms", absl::GetFlag(FLAGS_stream_max_idle_ms)},
      {"stream_max_age_ms", absl::GetFlag(FLAGS_stream_max_age_ms)},
      {"health_interval_ms", absl::GetFlag(FLAGS_health_interval_ms)},
  };
  for (const auto& [name, value] : limits) {
    if (value <= 0) return name;
  }
  return absl::GetFlag(FLAGS_grace_ms) < 0 ? "grace_ms" : "";
}

// gRPC logs a page of text for a port that is in use; we say it in one line.
void LogNothing(gpr_log_func_args*) {}

}  // namespace

int main(int argc, char** argv) {
  // Before any thread starts, so that sigwait below gets them.
  sigset_t stop_signals;
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGTERM);
  sigaddset(&stop_signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);
  // A peer that goes away is an error of its call, not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);

  absl::SetProgramUsageMessage(
      "Passes gRPC and JSON calls on to the services of the Bao Phu suite.");
  absl::ParseCommandLine(argc, argv);

  if (const std::string flag = BadLimit(); !flag.empty()) {
    std::cerr << kProgram << ": --" << flag << " must be more than 0" << std::endl;
    return 1;
  }

  using Milliseconds = std::chrono::milliseconds;
  baophu::gateway::GatewayOptions options;
  options.grpc_address = absl::GetFlag(FLAGS_grpc_address);
  options.http.address = absl::GetFlag(FLAGS_http_address);
  options.http.thread_count = absl::GetFlag(FLAGS_http_threads);
  options.http.max_connections = absl::GetFlag(FLAGS_http_max_connections);
  options.http.max_body_bytes = static_cast<size_t>(absl::GetFlag(FLAGS_max_message_bytes));
  options.http.idle_timeout = Milliseconds(absl::GetFlag(FLAGS_http_idle_timeout_ms));
  options.upstreams = {{"participant", absl::GetFlag(FLAGS_participant_address)},
                       {"contribution", absl::GetFlag(FLAGS_contribution_address)},
                       {"target", absl::GetFlag(FLAGS_target_address)}};
  options.max_message_bytes = absl::GetFlag(FLAGS_max_message_bytes);
  options.max_calls = absl::GetFlag(FLAGS_max_calls);
  options.http_deadline = Milliseconds(absl::GetFlag(FLAGS_http_deadline_ms));
  options.stream_max_idle = Milliseconds(absl::GetFlag(FLAGS_stream_max_idle_ms));
  options.stream_max_age = Milliseconds(absl::GetFlag(FLAGS_stream_max_age_ms));
  options.health_interval = Milliseconds(absl::GetFlag(FLAGS_health_interval_ms));

  // Never given back: gRPC's own shutdown, with the last object of it, may wait
  // ten seconds for a thread that polls for writes long done.
  grpc_init();
  gpr_set_log_function(LogNothing);
  absl::StatusOr<std::unique_ptr<baophu::gateway::Gateway>> gateway =
      baophu::gateway::Gateway::Start(options);
  if (!gateway.ok()) {
    std::cerr << kProgram << ": " << gateway.status().message() << std::endl;
    return 1;
  }
  gpr_set_log_function(nullptr);

  // Scripts read these lines to learn the ports when they asked for port 0.
  const auto announce = [](const char* protocol, const std::string& address, int port) {
    std::cout << kProgram << " listens for " << protocol << " on "
              << (absl::StartsWith(address, "unix:")
                      ? address
                      : absl::StrCat(address.substr(0, address.rfind(':')), ":", port))
              << std::endl;
  };
  announce("gRPC", options.grpc_address, (*gateway)->grpc_port());
  announce("HTTP", options.http.address, (*gateway)->http_port());

  int signal_number = 0;
  sigwait(&stop_signals, &signal_number);
  const Milliseconds grace(absl::GetFlag(FLAGS_grace_ms));
  (*gateway)->Shutdown(grace / 2, grace);
  return 0;
}
