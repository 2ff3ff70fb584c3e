#include "services/contribution/settlement/account_runner_service.h"

#include <chrono>
#include <optional>
#include <utility>

#include "absl/time/time.h"
#include "common/status/try.h"
#include "services/contribution/changes/change_entries_service.h"
#include "services/contribution/settlement/account_store.h"
#include "services/contribution/settlement/account_writer.h"

namespace baophu::contribution {
namespace {

// So many keep the revision for less than other writers should wait.
constexpr int64_t kPayersPerStep = 64;

// A payer of several writes in a row is settled once, and single postings are not
// held up by settlements while they come in a row, but amounts by fund never lag by
// more than the longer time.
constexpr BackgroundWork::Gathering kGathering{std::chrono::milliseconds(100),
                                               std::chrono::seconds(2)};

}  // namespace

AccountRunner::AccountRunner(const Law& law, sql::Database& database, Committer& committer,
                             RevisionClock& clock, catalogue_store::CatalogueCache& catalogues)
    : law_(law),
      database_(database),
      committer_(committer),
      catalogues_(catalogues),
      work_("payers cannot be settled", kGathering, [this] { return Step(); }) {
  alarm_->work = &work_;
  WakeAfter(clock.newest(), clock, alarm_);
}

AccountRunner::~AccountRunner() {
  const std::lock_guard lock(alarm_->mutex);
  alarm_->work = nullptr;
}

void AccountRunner::WakeAfter(int64_t revision, RevisionClock& clock,
                              std::shared_ptr<Alarm> alarm) {
  clock.WaitFor(revision + 1, absl::InfiniteFuture(), [&clock, alarm](bool reached) {
    if (!reached) return;
    {
      const std::lock_guard lock(alarm->mutex);
      if (alarm->work == nullptr) return;
      alarm->work->Wake();
    }
    WakeAfter(clock.newest(), clock, alarm);
  });
}

absl::Status AccountRunner::NoticeLaw() {
  return committer_
      .Run([&](Commit& commit) -> absl::StatusOr<bool> {
        const std::optional<int64_t> before = account_store::ReadLawVersion(commit.session());
        if (before == law_.version()) return false;
        account_store::SaveLawVersion(commit.session(), law_.version());
        if (before.has_value()) account_store::EnqueueAll(commit.session());
        return true;
      })
      .status();
}

absl::StatusOr<bool> AccountRunner::Step() {
  if (!law_noticed_) {
    BAOPHU_TRY(NoticeLaw());
    law_noticed_ = true;
  }
  // Most often nobody waits, and a write would hold up others for nothing.
  bool waiting = false;
  BAOPHU_TRY(database_.Read([&](soci::session& session) {
    waiting = !account_store::Waiting(session, 1).empty();
    return absl::OkStatus();
  }));
  if (!waiting) return false;
  bool worked = false;
  const absl::StatusOr<int64_t> revision =
      committer_.Run([&](Commit& commit) -> absl::StatusOr<bool> {
        const SettleOutcome outcome =
            SettleWaiting(commit.session(), law_, *catalogues_.Get(commit.session()),
                          kPayersPerStep, commit.revision(), commit.now_us());
        AddAreaMonthEntries(commit, outcome.touched);
        worked = outcome.payer_count > 0;
        return worked;
      });
  if (!revision.ok()) return revision.status();
  return worked;
}

}  // namespace baophu::contribution
