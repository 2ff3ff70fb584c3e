#include "services/participant/self_paid/contribution_feed_service.h"

#include <spdlog/spdlog.h>

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/status.h"
#include "common/status/try.h"
#include "services/participant/self_paid/contribution_store.h"
#include "services/participant/self_paid/paid_cover_writer.h"

namespace baophu::participant {
namespace {

constexpr absl::Duration kCallDeadline = absl::Seconds(10);
constexpr int kPageSize = 1000;
// Most revisions of contribution bring nothing for us. They are stored as applied
// only once so many have passed, because each store is a commit of its own; after
// a restart at most that many are read again.
constexpr int64_t kMaxUnsavedRevisions = 1000;

absl::StatusOr<PaidCover> ReadCover(const contribution::v1::PaidCover& message) {
  PaidCover cover;
  cover.cover_id = message.cover_id();
  cover.record = PersonId(message.person_id());
  for (const int scheme : message.schemes()) {
    if (scheme < type::v1::SCHEME_SOCIAL_COMPULSORY || scheme > type::v1::SCHEME_UNEMPLOYMENT) {
      return absl::InvalidArgumentError("contribution names a scheme that is unknown here");
    }
    cover.schemes.Add(static_cast<Scheme>(scheme));
  }
  BAOPHU_ASSIGN(cover.from, Month::Parse(message.from_month()));
  BAOPHU_ASSIGN(cover.through, Month::Parse(message.through_month()));
  BAOPHU_ASSIGN(cover.area, AreaCode::Parse(message.area()));
  cover.category = message.category();
  cover.annulled = message.annulled();
  return cover;
}

void SetDeadline(grpc::ClientContext& context) {
  context.set_deadline(absl::ToChronoTime(absl::Now() + kCallDeadline));
}

// Writes covers in a commit in which `begin` returns true, and warns of those that
// are left out.
absl::Status Write(const Context& context, const std::vector<PaidCover>& covers,
                   const std::function<bool(soci::session&)>& begin) {
  std::vector<CoverProblem> problems;
  const absl::StatusOr<int64_t> applied =
      context.committer.Run([&](Commit& commit) -> absl::StatusOr<bool> {
        problems.clear();
        if (!begin(commit.session())) return false;
        problems = WritePaidCovers(commit, context, covers);
        return true;
      });
  if (!applied.ok()) return applied.status();
  for (const auto& [cover_id, problem] : problems) {
    spdlog::warn("paid period {} of contribution is no cover here: {}", cover_id, problem);
  }
  return absl::OkStatus();
}

}  // namespace

ContributionFeed::ContributionFeed(const Context& context, std::shared_ptr<grpc::Channel> channel)
    : context_(context),
      changes_(contribution::v1::ChangeService::NewStub(channel)),
      payments_(contribution::v1::SelfPaymentService::NewStub(channel)),
      follower_(channel, {"paid_through"},
                {[this] { return Position(); },
                 [this](const Response& response) { return Take(response); },
                 [this](const absl::Status& status) { Broken(status); }}) {}

absl::StatusOr<int64_t> ContributionFeed::Position() {
  pending_.clear();
  if (needs_snapshot_) {
    BAOPHU_TRY(TakeSnapshot());
    needs_snapshot_ = false;
  }
  BAOPHU_TRY(context_.database.Read([&](soci::session& session) {
    saved_revision_ = contribution_store::ReadPosition(session);
    return absl::OkStatus();
  }));
  return saved_revision_;
}

absl::Status ContributionFeed::Take(const Response& response) {
  if (!connected_) spdlog::info("the feed of contribution is followed again");
  connected_ = true;
  switch (response.event_case()) {
    case Response::kPaidThrough:
      for (const contribution::v1::PaidCover& cover : response.paid_through().covers()) {
        BAOPHU_ASSIGN(pending_.emplace_back(), ReadCover(cover));
      }
      return absl::OkStatus();
    case Response::kRevisionEnd:
      if (!pending_.empty() || response.revision() - saved_revision_ >= kMaxUnsavedRevisions) {
        BAOPHU_TRY(ApplyRevision(response.revision()));
        pending_.clear();
      }
      return absl::OkStatus();
    default:
      return absl::OkStatus();
  }
}

void ContributionFeed::Broken(const absl::Status& status) {
  if (absl::IsOutOfRange(status)) {
    needs_snapshot_ = true;
    spdlog::warn("contribution's feed cannot be continued: {}; reading all of it again",
                 std::string(status.message()));
  }
  if (connected_) {
    spdlog::warn("the feed of contribution broke: {}; following again as soon as it is back",
                 std::string(status.message()));
  }
  connected_ = false;
}

absl::Status ContributionFeed::TakeSnapshot() {
  // The revision first: what is committed meanwhile comes again by the feed.
  contribution::v1::FeedState state;
  {
    grpc::ClientContext call;
    SetDeadline(call);
    const grpc::Status called = changes_->GetFeedState(&call, {}, &state);
    if (!called.ok()) return rpc::FromGrpc(called);
  }
  contribution::v1::ListPaidCoversRequest request;
  request.set_page_size(kPageSize);
  do {
    grpc::ClientContext call;
    SetDeadline(call);
    contribution::v1::ListPaidCoversResponse response;
    const grpc::Status called = payments_->ListPaidCovers(&call, request, &response);
    if (!called.ok()) return rpc::FromGrpc(called);
    std::vector<PaidCover> covers;
    for (const contribution::v1::PaidCover& cover : response.paid_covers()) {
      BAOPHU_ASSIGN(covers.emplace_back(), ReadCover(cover));
    }
    request.set_page_token(response.next_page_token());
    BAOPHU_TRY(Write(context_, covers, [](soci::session&) { return true; }));
  } while (!request.page_token().empty());
  // Also when it is an earlier one: contribution may have gone back behind ours.
  return Write(context_, {}, [&](soci::session& session) {
    contribution_store::SavePosition(session, state.revision());
    return true;
  });
}

absl::Status ContributionFeed::ApplyRevision(int64_t revision) {
  BAOPHU_TRY(Write(context_, pending_, [&](soci::session& session) {
    if (contribution_store::ReadPosition(session) >= revision) return false;
    contribution_store::SavePosition(session, revision);
    return true;
  }));
  saved_revision_ = revision;
  return absl::OkStatus();
}

}  // namespace baophu::participant
