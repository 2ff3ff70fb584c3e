#ifndef BAOPHU_COMMON_FEED_WATCH_H_
#define BAOPHU_COMMON_FEED_WATCH_H_

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <deque>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "common/feed/feed_log.h"
#include "common/feed/revision_clock.h"
#include "common/rpc/executor.h"
#include "common/rpc/status.h"
#include "common/rpc/stream_limit.h"

namespace baophu {

// What a WatchChanges stream needs of its service. All must outlive the
// server.
struct WatchSources {
  FeedLog& log;
  RevisionClock& clock;
  rpc::Executor& executor;
  // Requested once the service stops: streams then end, and callers resume them
  // elsewhere.
  std::stop_token stopping;
};

// Serves one WatchChanges call: stored entries after a revision, the end of
// each revision, new commits as they come, and progress when there are none.
// Response is a service's WatchChangesResponse: revision, ordinal,
// revision_end and progress are set here, the rest is the stored event.
//
// It frees itself when the call is over and no step of it is running.
template <typename Response>
class WatchReactor final : public grpc::ServerWriteReactor<Response> {
 public:
  static WatchReactor* Start(WatchSources sources, rpc::StreamLimit::Place place,
                             int64_t after_revision, std::vector<std::string> types) {
    auto* reactor = new WatchReactor(sources, std::move(place), after_revision, std::move(types));
    reactor->Step();
    return reactor;
  }

  void OnWriteDone(bool ok) override {
    if (!ok) {
      End(grpc::Status(grpc::StatusCode::CANCELLED, "the caller is gone"));
      return;
    }
    ready_.pop_front();
    WriteOrStep();
  }

  void OnCancel() override { cancelled_ = true; }

  void OnDone() override {
    // The limit may be gone with its service once the call is over.
    place_.reset();
    Release();
  }

 private:
  static constexpr int64_t kEntriesPerRead = 2000;
  static constexpr absl::Duration kProgressInterval = absl::Seconds(1);

  WatchReactor(WatchSources sources, rpc::StreamLimit::Place place, int64_t after_revision,
               std::vector<std::string> types)
      : sources_(sources),
        place_(std::move(place)),
        position_(after_revision),
        types_(std::move(types)) {}

  // Two things keep the object: the call until OnDone, and the running step.
  void Release() {
    if (holds_.fetch_sub(1) == 1) delete this;
  }

  void Step() {
    holds_.fetch_add(1);
    sources_.executor.Run([this] {
      ReadMore();
      Release();
    });
  }

  void ReadMore() {
    if (EndIfOver()) return;
    absl::StatusOr<std::vector<FeedEntry>> entries =
        sources_.log.ReadAfter(position_, types_, kEntriesPerRead);
    if (!entries.ok()) {
      End(rpc::ToGrpc(entries.status()));
      return;
    }
    for (const FeedEntry& entry : *entries) {
      Response response;
      if (entry.ordinal == 0) {
        response.mutable_revision_end()->set_committed_us(entry.committed_us);
      } else if (!response.ParseFromString(entry.payload)) {
        End(grpc::Status(grpc::StatusCode::DATA_LOSS, "a stored feed entry cannot be read"));
        return;
      }
      response.set_revision(entry.revision);
      response.set_ordinal(static_cast<int32_t>(entry.ordinal));
      ready_.push_back(std::move(response));
    }
    if (!entries->empty()) {
      position_ = entries->back().revision;
      caught_up_ = false;
    } else if (!caught_up_) {
      // Tells the consumer at once that it has everything.
      caught_up_ = true;
      AddProgress();
    }
    WriteOrStep();
  }

  bool EndIfOver() {
    if (cancelled_) {
      End(grpc::Status(grpc::StatusCode::CANCELLED, "the caller is gone"));
    } else if (sources_.stopping.stop_requested()) {
      End(grpc::Status(grpc::StatusCode::UNAVAILABLE,
                       "the service is stopping; resume after the last revision"));
    }
    return ended_;
  }

  void AddProgress() {
    Response response;
    response.set_revision(position_);
    response.mutable_progress()->set_observed_us(absl::GetCurrentTimeNanos() / 1000);
    ready_.push_back(std::move(response));
  }

  void WriteOrStep() {
    if (EndIfOver()) return;
    if (!ready_.empty()) {
      this->StartWrite(&ready_.front());
    } else if (!caught_up_) {
      Step();
    } else {
      Wait();
    }
  }

  void Wait() {
    holds_.fetch_add(1);
    sources_.clock.WaitFor(position_ + 1, absl::Now() + kProgressInterval, [this](bool reached) {
      // Runs on the clock's thread, which must not block: only hand over.
      sources_.executor.Run([this, reached] {
        if (reached) {
          ReadMore();
        } else {
          AddProgress();
          WriteOrStep();
        }
        Release();
      });
    });
  }

  void End(grpc::Status status) {
    if (!ended_.exchange(true)) this->Finish(std::move(status));
  }

  const WatchSources sources_;
  rpc::StreamLimit::Place place_;
  int64_t position_;
  const std::vector<std::string> types_;
  // Used by one step at a time; steps follow each other.
  std::deque<Response> ready_;
  bool caught_up_ = false;
  std::atomic<bool> cancelled_ = false;
  std::atomic<bool> ended_ = false;
  std::atomic<int> holds_ = 1;
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_FEED_WATCH_H_
