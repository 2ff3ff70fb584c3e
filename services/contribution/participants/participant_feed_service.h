#ifndef BAOPHU_SERVICES_CONTRIBUTION_PARTICIPANTS_PARTICIPANT_FEED_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_PARTICIPANTS_PARTICIPANT_FEED_SERVICE_H_

#include <baophu/participant/v1/area_service.grpc.pb.h>
#include <baophu/participant/v1/change_service.grpc.pb.h>
#include <baophu/participant/v1/employer_service.grpc.pb.h>
#include <baophu/participant/v1/person_service.grpc.pb.h>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/feed/committer.h"
#include "common/feed/follower.h"
#include "common/sql/database.h"
#include "services/contribution/assessment/assessment_runner_service.h"
#include "services/contribution/jobs/job_store.h"
#include "services/contribution/network/scorecards/cover_facts.h"
#include "services/contribution/participants/catalogue_store.h"
#include "services/contribution/participants/status_writer.h"

namespace baophu::contribution {

// Follows participant: keeps its areas, jobs, the statuses of its employers and why
// members did not renew here, and brings arrears and totals up to date when they change. Starts and
// runs on without participant, and goes on where it was when it is back.
class ParticipantFeed {
 public:
  // All must outlive the feed.
  ParticipantFeed(const CollectionLaw& law, sql::Database& database, Committer& committer,
                  catalogue_store::CatalogueCache& catalogues, AssessmentRunner& assessments,
                  std::shared_ptr<grpc::Channel> channel);

  // Waits until all that participant has committed by now is applied here.
  // UNAVAILABLE when participant does not answer or that takes too long.
  absl::Status CatchUp(absl::Time deadline);

  // Participant's revision up to which everything is applied here.
  int64_t reached() const;

 private:
  using Response = participant::v1::WatchChangesResponse;
  using Follower =
      FeedFollower<participant::v1::ChangeService, participant::v1::WatchChangesRequest, Response>;

  // What one revision, or a snapshot, brings.
  struct Changes {
    EmployerStatuses statuses;
    job_store::TermsByEmployer terms;
    std::vector<JobWage> jobs;
    // Outcomes of contacts with members whose cover ends: why they did not renew. A
    // snapshot has none: those that are kept stay.
    std::vector<LapseReason> lapse_reasons;
    bool catalogue = false;
    bool snapshot = false;  // All that participant has; nothing else holds.
  };

  absl::StatusOr<int64_t> Position();
  absl::Status Take(const Response& response);
  void Broken(const absl::Status& status);

  absl::Status TakeSnapshot();
  // Writes changes and the revision that they belong to, unless another replica
  // did. A snapshot is written also over later revisions: participant may have
  // gone back behind them.
  absl::Status Apply(const Changes& changes, int64_t revision);
  // Lets assessments follow what a write changes.
  static void QueueAssessments(soci::session& session, const Changes& changes);
  // Read back as far as `revision`.
  void Reach(int64_t revision);

  absl::StatusOr<int64_t> NewestRevision(absl::Time deadline);
  absl::StatusOr<std::vector<AreaRecord>> ListAreas();
  absl::Status ListEmployers(Changes& changes);
  // Replaces all jobs here by participant's.
  absl::Status CopyJobs();

  const CollectionLaw& law_;
  sql::Database& database_;
  Committer& committer_;
  catalogue_store::CatalogueCache& catalogues_;
  AssessmentRunner& assessments_;
  const std::unique_ptr<participant::v1::AreaService::Stub> areas_;
  const std::unique_ptr<participant::v1::EmployerService::Stub> employers_;
  const std::unique_ptr<participant::v1::PersonService::Stub> people_;
  const std::unique_ptr<participant::v1::ChangeService::Stub> changes_;

  // Of the follower's thread alone.
  Changes pending_;
  int64_t saved_revision_ = 0;
  bool needs_snapshot_ = false;
  bool connected_ = true;

  mutable std::mutex mutex_;
  std::condition_variable reached_changed_;
  int64_t reached_ = 0;

  // Last, so that its thread ends before what it uses.
  Follower follower_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_PARTICIPANTS_PARTICIPANT_FEED_SERVICE_H_
