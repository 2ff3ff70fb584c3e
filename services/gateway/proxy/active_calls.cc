#include "services/gateway/proxy/active_calls.h"

#include "services/gateway/upstream/rpc_status.h"

namespace baophu::gateway {

std::optional<ActiveCalls::Place> ActiveCalls::Enter() {
  const std::lock_guard lock(mutex_);
  if (count_ >= max_calls_) return std::nullopt;
  ++count_;
  return Place(*this);
}

void ActiveCalls::Leave() {
  const std::lock_guard lock(mutex_);
  // Under the lock: whoever waits may destroy this once there are none.
  if (--count_ == 0) none_left_.notify_all();
}

bool ActiveCalls::WaitUntilNone(ActiveStream::Clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  return none_left_.wait_until(lock, deadline, [this] { return count_ == 0; });
}

void ActiveCalls::Add(ActiveStream* stream) {
  const std::lock_guard lock(mutex_);
  streams_.insert(stream);
  if (ending_all_) stream->EndWith(end_status_);
}

void ActiveCalls::Remove(ActiveStream* stream) {
  const std::lock_guard lock(mutex_);
  streams_.erase(stream);
}

void ActiveCalls::EndOverdue(ActiveStream::Clock::time_point now,
                             std::chrono::milliseconds max_idle,
                             std::chrono::milliseconds max_age) {
  const std::lock_guard lock(mutex_);
  for (ActiveStream* stream : streams_) {
    if (now - stream->last_message() > max_idle) {
      stream->EndWith(StreamEndedStatus(
          "STREAM_IDLE", "the stream carried no message for too long; open it again"));
    } else if (now - stream->opened() > max_age) {
      stream->EndWith(StreamEndedStatus(
          "STREAM_TOO_OLD", "the stream was open for as long as one may be; open it again"));
    }
  }
}

void ActiveCalls::EndAll(const grpc::Status& status) {
  const std::lock_guard lock(mutex_);
  ending_all_ = true;
  end_status_ = status;
  for (ActiveStream* stream : streams_) stream->EndWith(status);
}

}  // namespace baophu::gateway
