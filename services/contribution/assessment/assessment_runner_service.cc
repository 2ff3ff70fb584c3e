#include "services/contribution/assessment/assessment_runner_service.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <optional>
#include <string>

#include "common/status/try.h"
#include "services/contribution/assessment/assessment_store.h"
#include "services/contribution/assessment/assessment_writer.h"
#include "services/contribution/changes/change_entries_service.h"

namespace baophu::contribution {
namespace {

// So many keep the revision for less than other writers should wait.
constexpr int64_t kEmployersPerStep = 32;
// After a failure, such as a full disk; and to see what another replica queued.
constexpr std::chrono::seconds kRetryAfter{5};

}  // namespace

AssessmentRunner::AssessmentRunner(const Law& law, sql::Database& database, Committer& committer,
                                   catalogue_store::CatalogueCache& catalogues)
    : law_(law),
      database_(database),
      committer_(committer),
      catalogues_(catalogues),
      thread_([this] { Loop(); }) {}

AssessmentRunner::~AssessmentRunner() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void AssessmentRunner::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  wake_.notify_all();
}

void AssessmentRunner::Loop() {
  bool law_noticed = false;
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    woken_ = false;
    lock.unlock();
    if (!law_noticed) law_noticed = NoticeLaw().ok();
    const absl::StatusOr<bool> worked = Step();
    if (!worked.ok()) {
      spdlog::warn("assessments cannot be posted: {}; trying again in 5 seconds",
                   std::string(worked.status().message()));
    }
    lock.lock();
    if (worked.ok() && *worked) continue;
    wake_.wait_for(lock, kRetryAfter, [&] { return stopping_ || (woken_ && worked.ok()); });
  }
}

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
