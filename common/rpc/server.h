#ifndef BAOPHU_COMMON_RPC_SERVER_H_
#define BAOPHU_COMMON_RPC_SERVER_H_

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace baophu::rpc {

// How a service's program listens and ends.
struct ServerOptions {
  std::string program;  // For messages, such as "participant".
  std::string address;  // "127.0.0.1:9091", "[::1]:9091" or "unix:/path/to/socket".
  int max_message_bytes = 16 * 1024 * 1024;
  int grace_ms = 10'000;  // How long work in flight may take at the end.
};

// OK for loopback addresses and unix sockets. FAILED_PRECONDITION otherwise:
// callers have no identities yet, so whoever reaches a port may read everything.
absl::Status CheckLocalAddress(const std::string& address);

// Blocks SIGTERM and SIGINT in this thread and all threads started later. Call
// it first in main, so that RunUntilSignal gets them.
void BlockStopSignals();

// Serves until SIGTERM or SIGINT, with gRPC health and reflection, then turns
// health to NOT_SERVING, lets work in flight end and returns OK. `on_stop` runs
// when the signal has come, before the server is shut down, to end streams.
// UNAVAILABLE with one clear sentence when the address is taken.
absl::Status RunUntilSignal(const ServerOptions& options,
                            const std::vector<grpc::Service*>& services,
                            const std::function<void()>& on_stop);

// A channel to another service, with keepalive and quick reconnects. The
// address is as in ServerOptions.
std::shared_ptr<grpc::Channel> Connect(const std::string& address);

// Ends the program with one line on standard error and exit code 1.
[[noreturn]] void Die(const std::string& program, const absl::Status& status);

}  // namespace baophu::rpc

#endif  // BAOPHU_COMMON_RPC_SERVER_H_
