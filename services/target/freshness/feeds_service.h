#ifndef BAOPHU_SERVICES_TARGET_FRESHNESS_FEEDS_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_FRESHNESS_FEEDS_SERVICE_H_

#include <grpcpp/grpcpp.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "common/feed/feed_log.h"
#include "common/feed/revision_clock.h"
#include "services/target/freshness/feed_lag.h"
#include "services/target/freshness/freshness.h"

namespace baophu::target {

// Follows the feeds of participant and contribution and tells Freshness what
// they say, each on a thread of its own, until destroyed.
class UpstreamFeeds {
 public:
  // Freshness and lag must outlive this.
  UpstreamFeeds(std::shared_ptr<grpc::Channel> participant,
                std::shared_ptr<grpc::Channel> contribution, Freshness& freshness, FeedLag& lag);
  ~UpstreamFeeds();

 private:
  struct Followers;
  const std::unique_ptr<Followers> followers_;
};

// Follows this service's own feed in its database, so that what other replicas
// write is seen as well, and that the database is gone is noticed.
class OwnFeed {
 public:
  // All must outlive this.
  OwnFeed(FeedLog& log, RevisionClock& clock, Freshness& freshness, FeedLag& lag);
  ~OwnFeed();

 private:
  void Loop();
  absl::Status ReadOn(int64_t& position);
  // Until there is a revision after `position`, for a second at most.
  void WaitForNext(int64_t position);
  bool stopped();

  FeedLog& log_;
  RevisionClock& clock_;
  Freshness& freshness_;
  FeedLag& lag_;
  // Shared with the clock, which may call back after this is gone.
  struct Signal {
    std::mutex mutex;
    std::condition_variable wake;
    bool raised = false;
    bool stopping = false;
  };
  const std::shared_ptr<Signal> signal_ = std::make_shared<Signal>();
  std::thread thread_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FRESHNESS_FEEDS_SERVICE_H_
