#ifndef BAOPHU_SERVICES_GATEWAY_HEALTH_HEALTH_POLLER_SERVICE_H_
#define BAOPHU_SERVICES_GATEWAY_HEALTH_HEALTH_POLLER_SERVICE_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "services/gateway/health/health_board.h"
#include "services/gateway/upstream/upstreams.h"

namespace baophu::gateway {

// Asks every service behind the gateway for its overall health, all at once
// and then again after `interval`, and writes the answers on the board. A
// service that can be reached and has no health service counts as serving.
// Runs on a thread of its own from construction to destruction.
class HealthPoller {
 public:
  // `on_tick` runs on the poller's thread after each round; it may be empty.
  HealthPoller(Upstreams& upstreams, HealthBoard& board, std::chrono::milliseconds interval,
               std::function<void()> on_tick);
  ~HealthPoller();
  HealthPoller(const HealthPoller&) = delete;
  HealthPoller& operator=(const HealthPoller&) = delete;

 private:
  void Run();
  void PollAll();

  Upstreams& upstreams_;
  HealthBoard& board_;
  const std::chrono::milliseconds interval_;
  const std::function<void()> on_tick_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_stopping_ = false;  // Guarded by mutex_.
  std::thread thread_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_HEALTH_HEALTH_POLLER_SERVICE_H_
