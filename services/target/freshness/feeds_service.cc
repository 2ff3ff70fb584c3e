#include "services/target/freshness/feeds_service.h"

#include <baophu/contribution/v1/change_service.grpc.pb.h>
#include <baophu/participant/v1/change_service.grpc.pb.h>
#include <baophu/target/v1/change_service.pb.h>

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/feed/follower.h"
#include "common/status/try.h"

namespace baophu::target {
namespace {

constexpr absl::Duration kStateTimeout = absl::Seconds(2);
constexpr absl::Duration kOwnPollInterval = absl::Seconds(1);
constexpr absl::Duration kOwnRetryInterval = absl::Milliseconds(250);
constexpr int64_t kOwnEntriesPerRead = 2000;

int64_t NowUs() { return absl::ToUnixMicros(absl::Now()); }

absl::StatusOr<Touch> TouchOf(const std::string& area, const std::string& from_month) {
  Touch touch;
  BAOPHU_ASSIGN(touch.area, AreaCode::Parse(area));
  BAOPHU_ASSIGN(touch.from, Month::Parse(from_month));
  return touch;
}

Touch TouchAll() {
  Touch touch;
  touch.everything = true;
  return touch;
}

// One upstream's feed. Proto holds the types that the service generated.
template <typename Proto>
class UpstreamFeed {
 public:
  UpstreamFeed(std::shared_ptr<grpc::Channel> channel, Source source, Freshness& freshness,
               FeedLag& lag)
      : source_(source),
        freshness_(freshness),
        lag_(lag),
        stub_(Proto::Service::NewStub(channel)),
        follower_(channel, {"area_month", "catalogue"},
                  {[this] { return Position(); },
                   [this](const typename Proto::Response& response) { return Take(response); },
                   [this](const absl::Status& status) {
                     freshness_.Broken(source_, absl::IsOutOfRange(status));
                   }}) {}

 private:
  absl::StatusOr<int64_t> Position() {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + kStateTimeout));
    typename Proto::FeedState state;
    const grpc::Status status = stub_->GetFeedState(&context, {}, &state);
    if (!status.ok()) return rpc::FromGrpc(status);
    touches_.clear();
    const int64_t position =
        freshness_.Connecting(source_, state.revision(), state.compacted_revision());
    goal_ = state.revision();
    return position;
  }

  // What a revision touched counts only when all of it is here: a connection
  // that breaks in the middle begins it again.
  absl::Status Take(const typename Proto::Response& response) {
    switch (response.event_case()) {
      case Proto::Response::kAreaMonth: {
        const absl::StatusOr<Touch> touch =
            TouchOf(response.area_month().area(), response.area_month().from_month());
        // An entry that cannot be read may have touched anything.
        touches_.push_back(touch.ok() ? *touch : TouchAll());
        break;
      }
      case Proto::Response::kRevisionEnd:
        freshness_.Apply(source_, response.revision(), touches_);
        touches_.clear();
        // What was missed while away says nothing about the feed's lag.
        if (response.revision() > goal_) {
          lag_.Record(source_, NowUs() - response.revision_end().committed_us());
        }
        break;
      case Proto::Response::kProgress:
        freshness_.Heard(source_, response.revision());
        break;
      default:
        // Only entries that were asked for come, so this one is of the
        // catalogue or of a type that is not known here.
        touches_.push_back(TouchAll());
    }
    return absl::OkStatus();
  }

  const Source source_;
  Freshness& freshness_;
  FeedLag& lag_;
  const std::unique_ptr<typename Proto::Service::Stub> stub_;
  // Only the follower's thread uses these two.
  std::vector<Touch> touches_;
  int64_t goal_ = 0;
  // Last, because its thread uses the others.
  FeedFollower<typename Proto::Service, typename Proto::Request, typename Proto::Response>
      follower_;
};

struct ParticipantProto {
  using Service = participant::v1::ChangeService;
  using Request = participant::v1::WatchChangesRequest;
  using Response = participant::v1::WatchChangesResponse;
  using FeedState = participant::v1::FeedState;
};

struct ContributionProto {
  using Service = contribution::v1::ChangeService;
  using Request = contribution::v1::WatchChangesRequest;
  using Response = contribution::v1::WatchChangesResponse;
  using FeedState = contribution::v1::FeedState;
};

}  // namespace

struct UpstreamFeeds::Followers {
  UpstreamFeed<ParticipantProto> participant;
  UpstreamFeed<ContributionProto> contribution;
};

UpstreamFeeds::UpstreamFeeds(std::shared_ptr<grpc::Channel> participant,
                             std::shared_ptr<grpc::Channel> contribution, Freshness& freshness,
                             FeedLag& lag)
    : followers_(new Followers{{std::move(participant), Source::kParticipant, freshness, lag},
                               {std::move(contribution), Source::kContribution, freshness, lag}}) {}

UpstreamFeeds::~UpstreamFeeds() = default;

OwnFeed::OwnFeed(FeedLog& log, RevisionClock& clock, Freshness& freshness, FeedLag& lag)
    : log_(log), clock_(clock), freshness_(freshness), lag_(lag), thread_([this] { Loop(); }) {}

OwnFeed::~OwnFeed() {
  {
    const std::lock_guard lock(signal_->mutex);
    signal_->stopping = true;
  }
  signal_->wake.notify_all();
  thread_.join();
}

bool OwnFeed::stopped() {
  const std::lock_guard lock(signal_->mutex);
  return signal_->stopping;
}

void OwnFeed::Loop() {
  while (!stopped()) {
    const absl::StatusOr<FeedBounds> bounds = log_.Bounds();
    absl::Status status = bounds.status();
    if (status.ok()) {
      int64_t position =
          freshness_.Connecting(Source::kTarget, bounds->revision, bounds->compacted_revision);
      while (status.ok() && !stopped()) {
        status = ReadOn(position);
        if (status.ok()) WaitForNext(position);
      }
    }
    if (stopped()) return;
    freshness_.Broken(Source::kTarget, absl::IsOutOfRange(status));
    std::unique_lock lock(signal_->mutex);
    signal_->wake.wait_for(lock, absl::ToChronoMilliseconds(kOwnRetryInterval),
                           [this] { return signal_->stopping; });
  }
}

absl::Status OwnFeed::ReadOn(int64_t& position) {
  for (;;) {
    BAOPHU_ASSIGN(const std::vector<FeedEntry> entries,
                  log_.ReadAfter(position, {"area_month"}, kOwnEntriesPerRead));
    if (entries.empty()) break;
    std::vector<Touch> touches;
    for (const FeedEntry& entry : entries) {
      if (entry.ordinal == 0) {
        freshness_.Apply(Source::kTarget, entry.revision, touches);
        lag_.Record(Source::kTarget, NowUs() - entry.committed_us);
        touches.clear();
        position = entry.revision;
        continue;
      }
      v1::WatchChangesResponse event;
      absl::StatusOr<Touch> touch = absl::DataLossError("");
      if (event.ParseFromString(entry.payload) && event.has_area_month()) {
        touch = TouchOf(event.area_month().area(), event.area_month().from_month());
      }
      touches.push_back(touch.ok() ? *touch : TouchAll());
    }
  }
  freshness_.Heard(Source::kTarget, position);
  return absl::OkStatus();
}

void OwnFeed::WaitForNext(int64_t position) {
  {
    const std::lock_guard lock(signal_->mutex);
    signal_->raised = false;
  }
  clock_.WaitFor(position + 1, absl::Now() + kOwnPollInterval, [signal = signal_](bool) {
    {
      const std::lock_guard lock(signal->mutex);
      signal->raised = true;
    }
    signal->wake.notify_all();
  });
  std::unique_lock lock(signal_->mutex);
  signal_->wake.wait(lock, [this] { return signal_->raised || signal_->stopping; });
}

}  // namespace baophu::target
