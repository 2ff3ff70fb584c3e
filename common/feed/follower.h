#ifndef BAOPHU_COMMON_FEED_FOLLOWER_H_
#define BAOPHU_COMMON_FEED_FOLLOWER_H_

#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/rpc/status.h"

namespace baophu {

// Follows the feed of another service on a thread of its own and reconnects by
// itself from the position that the consumer names. Service is the generated
// ChangeService of the followed service, Request and Response those of its
// WatchChanges.
template <typename Service, typename Request, typename Response>
class FeedFollower {
 public:
  struct Consumer {
    // The revision to continue after. Called before each connection; it may
    // read a snapshot first. An error is retried.
    std::function<absl::StatusOr<int64_t>()> position;
    // An entry, an end of a revision or progress. An error breaks the
    // connection, and the feed is read again from position().
    std::function<absl::Status(const Response&)> take;
    // The connection broke, or could not be made, with this status.
    // OUT_OF_RANGE: the history after position() is gone, so position() must
    // start from a snapshot.
    std::function<void(const absl::Status&)> broken;
  };

  FeedFollower(std::shared_ptr<grpc::Channel> channel, std::vector<std::string> types,
               Consumer consumer)
      : stub_(Service::NewStub(channel)),
        types_(std::move(types)),
        consumer_(std::move(consumer)),
        thread_([this] { Loop(); }) {}

  ~FeedFollower() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
      if (context_ != nullptr) context_->TryCancel();
    }
    wake_.notify_all();
    thread_.join();
  }

 private:
  static constexpr absl::Duration kFirstRetry = absl::Milliseconds(50);
  static constexpr absl::Duration kLastRetry = absl::Seconds(2);

  void Loop() {
    absl::Duration retry = kFirstRetry;
    while (!stopped()) {
      bool received = false;
      const absl::Status status = FollowOnce(received);
      if (stopped()) return;
      consumer_.broken(status);
      retry = received ? kFirstRetry : std::min(retry * 2, kLastRetry);
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, absl::ToChronoMilliseconds(retry), [this] { return stopping_; });
    }
  }

  absl::Status FollowOnce(bool& received) {
    const absl::StatusOr<int64_t> position = consumer_.position();
    if (!position.ok()) return position.status();
    grpc::ClientContext context;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return absl::CancelledError("stopping");
      context_ = &context;
    }
    Request request;
    request.set_after_revision(*position);
    for (const std::string& type : types_) request.add_types(type);
    const auto reader = stub_->WatchChanges(&context, request);
    Response response;
    absl::Status taken;
    while (taken.ok() && reader->Read(&response)) {
      received = true;
      taken = consumer_.take(response);
    }
    if (!taken.ok()) context.TryCancel();
    const grpc::Status finished = reader->Finish();
    {
      const std::lock_guard lock(mutex_);
      context_ = nullptr;
    }
    if (!taken.ok()) return taken;
    return finished.ok() ? absl::UnavailableError("the feed ended") : rpc::FromGrpc(finished);
  }

  bool stopped() {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }

  const std::unique_ptr<typename Service::Stub> stub_;
  const std::vector<std::string> types_;
  const Consumer consumer_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  grpc::ClientContext* context_ = nullptr;
  std::thread thread_;
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_FEED_FOLLOWER_H_
