#ifndef BAOPHU_SERVICES_GATEWAY_PROXY_ACTIVE_CALLS_H_
#define BAOPHU_SERVICES_GATEWAY_PROXY_ACTIVE_CALLS_H_

#include <grpcpp/support/status.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_set>
#include <utility>

namespace baophu::gateway {

// A stream that the gateway may have to end itself.
class ActiveStream {
 public:
  using Clock = std::chrono::steady_clock;

  virtual ~ActiveStream() = default;

  // Ends the stream with this status towards the caller and cancels it towards
  // the service. Returns at once; does nothing to a stream that is ending.
  virtual void EndWith(const grpc::Status& status) = 0;

  Clock::time_point opened() const { return opened_; }
  Clock::time_point last_message() const {
    return Clock::time_point(Clock::duration(last_message_.load(std::memory_order_relaxed)));
  }
  // To be called for each message of either direction.
  void Touch() {
    last_message_.store(Clock::now().time_since_epoch().count(), std::memory_order_relaxed);
  }

 private:
  const Clock::time_point opened_ = Clock::now();
  std::atomic<Clock::rep> last_message_{opened_.time_since_epoch().count()};
};

// The calls under way, gRPC and HTTP together: how many there may be, and
// which of them are streams. Thread-safe.
class ActiveCalls {
 public:
  // A call's place among those that there may be; given back when destroyed.
  //
  // It must be the first member of what holds the call, so that it goes last: a
  // client context keeps its channel, and whoever drops the last channel ends
  // gRPC's threads, which one of those threads must not do. A call whose place
  // is free has let go of its channel.
  class Place {
   public:
    explicit Place(ActiveCalls& calls) : calls_(&calls) {}
    Place(Place&& other) noexcept : calls_(std::exchange(other.calls_, nullptr)) {}
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (calls_ != nullptr) calls_->Leave();
    }

   private:
    ActiveCalls* calls_;
  };

  explicit ActiveCalls(int64_t max_calls) : max_calls_(max_calls) {}

  // Nothing when all places are taken.
  std::optional<Place> Enter();
  // False when there are still calls at that time.
  bool WaitUntilNone(ActiveStream::Clock::time_point deadline);

  // A stream must be removed before it is destroyed. Remove waits for an
  // EndWith of the same stream that is under way.
  void Add(ActiveStream* stream);
  void Remove(ActiveStream* stream);

  // Ends streams without a message in either direction for `max_idle`, and
  // those open for longer than `max_age`.
  void EndOverdue(ActiveStream::Clock::time_point now, std::chrono::milliseconds max_idle,
                  std::chrono::milliseconds max_age);
  // Ends every stream, also those opened from now on.
  void EndAll(const grpc::Status& status);

 private:
  void Leave();

  const int64_t max_calls_;
  std::mutex mutex_;
  std::condition_variable none_left_;
  int64_t count_ = 0;
  std::unordered_set<ActiveStream*> streams_;
  bool ending_all_ = false;
  grpc::Status end_status_;
};

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_PROXY_ACTIVE_CALLS_H_
