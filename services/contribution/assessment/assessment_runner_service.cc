#include "services/contribution/assessment/assessment_runner_service.h"

#include <optional>

#include "common/status/try.h"
#include "services/contribution/assessment/assessment_store.h"
#include "services/contribution/assessment/assessment_writer.h"
#include "services/contribution/changes/change_entries_service.h"

namespace baophu::contribution {
namespace {

// So many keep the revision for less than other writers should wait.
constexpr int64_t kEmployersPerStep = 32;

}  // namespace

AssessmentRunner::AssessmentRunner(const Law& law, sql::Database& database, Committer& committer,
                                   catalogue_store::CatalogueCache& catalogues)
    : law_(law),
      database_(database),
      committer_(committer),
      catalogues_(catalogues),
      work_("assessments cannot be posted", BackgroundWork::Gathering(),
            [this] { return Step(); }) {}

absl::Status AssessmentRunner::NoticeLaw() {
  return committer_
      .Run([&](Commit& commit) -> absl::StatusOr<bool> {
        std::optional<assessment_store::Period> period =
            assessment_store::ReadPeriod(commit.session());
        if (!period.has_value() || period->law_version == law_.version()) return false;
        period->law_version = law_.version();
        assessment_store::SavePeriod(commit.session(), *period);
        assessment_store::EnqueueAll(commit.session());
        return true;
      })
      .status();
}

absl::StatusOr<bool> AssessmentRunner::Step() {
  if (!law_noticed_) {
    BAOPHU_TRY(NoticeLaw());
    law_noticed_ = true;
  }
  // Most often nobody waits, and a write would hold up others for nothing.
  bool waiting = false;
  BAOPHU_TRY(database_.Read([&](soci::session& session) {
    waiting = !assessment_store::Waiting(session, 1).empty();
    return absl::OkStatus();
  }));
  if (!waiting) return false;
  bool worked = false;
  const absl::StatusOr<int64_t> revision =
      committer_.Run([&](Commit& commit) -> absl::StatusOr<bool> {
        const PostOutcome outcome =
            PostWaiting(commit.session(), law_, *catalogues_.Get(commit.session()),
                        kEmployersPerStep, commit.revision(), commit.now_us());
        AddAreaMonthEntries(commit, outcome.touched);
        worked = outcome.employer_count > 0;
        return worked;
      });
  if (!revision.ok()) return revision.status();
  return worked;
}

}  // namespace baophu::contribution
