#ifndef BAOPHU_COMMON_REDIS_CLIENT_H_
#define BAOPHU_COMMON_REDIS_CLIENT_H_

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/redis/endpoint.h"

struct redisReader;

namespace baophu::redis {

struct ClientOptions {
  int connect_timeout_ms = 50;
  // A reply that takes longer breaks the connection: Redis is then slower than
  // computing, and whoever waits should not wait longer.
  int command_timeout_ms = 50;
  // How long Redis is left alone after a failure.
  int retry_after_ms = 250;
  // Longer values are read cut off at this many bytes, so that a huge value
  // under a known key cannot stall the connection.
  int max_value_bytes = 1024 * 1024;
  // Commands without a reply yet; further ones are skipped.
  size_t max_in_flight = 8192;
};

// A cache in Redis that may be missing at any time. One pipelined connection,
// read by a thread of its own; commands are sent from the caller's thread and
// never block it. While there is no connection, commands are answered with
// nothing at once (a circuit breaker), and the client comes back by itself.
// Thread-safe.
class Client {
 public:
  // The value; nothing when there is none, or when Redis did not answer.
  using GetDone = std::function<void(std::optional<std::string>)>;

  Client(Endpoint endpoint, ClientOptions options = {});
  // Answers what is in flight with nothing.
  ~Client();

  // `done` runs once: on this thread when Redis is away, otherwise on the
  // client's thread, which it must not block.
  void Get(std::string_view key, GetDone done);

  // Stores a value for `ttl_s` seconds, or does nothing. Nobody is told.
  void Set(std::string_view key, std::string_view value, int64_t ttl_s);

  bool connected() const;

  // Lost connections, timeouts and error replies since the start.
  int64_t failure_count() const { return failure_count_; }

 private:
  struct InFlight {
    absl::Time deadline;
    GetDone done;  // Empty for Set.
  };
  struct Answer {
    GetDone done;
    std::optional<std::string> value;
  };

  // Sends a command, or returns false and leaves `in_flight` as it was.
  bool Send(const std::vector<std::string_view>& words, InFlight& in_flight);
  void Loop();
  // Serves the connection until it breaks or the client stops.
  void Serve();
  // Takes what has arrived; false when the connection is of no more use.
  bool Receive(int fd, redisReader* reader);
  // Sends what waits; false when the connection is of no more use. `left_over`
  // tells whether the socket did not take all.
  bool Flush(int fd, bool& left_over);
  void Break();
  bool WaitBeforeRetry();
  void Wake();

  const Endpoint endpoint_;
  const ClientOptions options_;
  const std::string last_byte_;
  const int wake_fd_;
  std::atomic<int64_t> failure_count_ = 0;
  std::atomic<bool> stopping_ = false;

  mutable std::mutex mutex_;
  int fd_ = -1;  // -1 while there is no connection.
  std::string unsent_;
  std::deque<InFlight> in_flight_;

  std::thread thread_;
};

}  // namespace baophu::redis

#endif  // BAOPHU_COMMON_REDIS_CLIENT_H_
