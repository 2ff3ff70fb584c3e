#ifndef BAOPHU_SERVICES_PARTICIPANT_SELF_PAID_CONTRIBUTION_FEED_SERVICE_H_
#define BAOPHU_SERVICES_PARTICIPANT_SELF_PAID_CONTRIBUTION_FEED_SERVICE_H_

#include <baophu/contribution/v1/change_service.grpc.pb.h>
#include <baophu/contribution/v1/self_payment_service.grpc.pb.h>
#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "common/feed/follower.h"
#include "services/participant/context.h"
#include "services/participant/self_paid/paid_cover.h"

namespace baophu::participant {

// Follows contribution: periods that people paid for alone become movements here,
// each once, and are undone when their receipt is. Starts and runs on without
// contribution, and goes on where it was when it is back.
class ContributionFeed {
 public:
  // The context must outlive the feed.
  ContributionFeed(const Context& context, std::shared_ptr<grpc::Channel> channel);

 private:
  using Response = contribution::v1::WatchChangesResponse;
  using Follower = FeedFollower<contribution::v1::ChangeService,
                                contribution::v1::WatchChangesRequest, Response>;

  absl::StatusOr<int64_t> Position();
  absl::Status Take(const Response& response);
  void Broken(const absl::Status& status);

  // Writes all periods that contribution has and goes on after them.
  absl::Status TakeSnapshot();
  // Writes the covers of a revision, and that it is applied, unless another replica
  // did.
  absl::Status ApplyRevision(int64_t revision);

  const Context& context_;
  const std::unique_ptr<contribution::v1::ChangeService::Stub> changes_;
  const std::unique_ptr<contribution::v1::SelfPaymentService::Stub> payments_;

  // Of the follower's thread alone.
  std::vector<PaidCover> pending_;
  int64_t saved_revision_ = 0;
  bool needs_snapshot_ = false;
  bool connected_ = true;

  // Last, so that its thread ends before what it uses.
  Follower follower_;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_SELF_PAID_CONTRIBUTION_FEED_SERVICE_H_
