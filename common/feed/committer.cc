#include "common/feed/committer.h"

#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/sql/cursor.h"
#include "common/sql/write.h"
#include "common/status/try.h"

namespace baophu {
namespace {

// Writes that share one transaction. More would only make the first ones wait.
constexpr size_t kMaxWritesPerCommit = 64;
// A transaction takes no further write after this long, so that the revision
// is never held for much longer than its longest write takes.
constexpr absl::Duration kCommitBudget = absl::Milliseconds(120);

std::string Base64(std::string_view bytes) {
  return absl::Base64Escape(absl::string_view(bytes.data(), bytes.size()));
}

// The next revision, whose row no other writer gets before this one ends.
int64_t TakeRevision(soci::session& session) {
  sql::Cursor taken(session,
                    "UPDATE revision SET revision = revision + 1 WHERE id = 1 RETURNING revision",
                    {}, 1, 0);
  taken.Next();
  return taken.number(0);
}

int64_t NowUs() { return absl::GetCurrentTimeNanos() / 1000; }

}  // namespace

Commit::Commit(soci::session& session, int64_t revision, int64_t now_us)
    : session_(session),
      revision_(revision),
      now_us_(now_us),
      entries_("feed", {"revision", "ordinal", "entry_type", "payload"}) {}

void Commit::AddEntry(std::string_view type, std::string_view payload) {
  entries_.Add(revision_).Add(++ordinal_).Add(type).Add(Base64(payload));
}

void Commit::DropEntriesAfter(int64_t ordinal) {
  entries_.Truncate(static_cast<size_t>(ordinal));
  ordinal_ = ordinal;
}

Committer::Committer(sql::Database& database, RevisionClock& clock)
    : database_(database), clock_(clock), thread_([this] { Loop(); }) {}

Committer::~Committer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

absl::StatusOr<int64_t> Committer::Run(Work work) {
  std::future<absl::StatusOr<int64_t>> outcome;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return absl::UnavailableError("the service is stopping; try again");
    waiting_.push_back({std::move(work), {}});
    outcome = waiting_.back().outcome.get_future();
  }
  wake_.notify_one();
  return outcome.get();
}

void Committer::Loop() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
    }
    CommitSome();
  }
}

std::deque<Committer::Pending> Committer::Take() {
  const std::lock_guard lock(mutex_);
  std::deque<Pending> taken;
  while (!waiting_.empty() && taken.size() < kMaxWritesPerCommit) {
    taken.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return taken;
}

void Committer::CommitSome() {
  std::deque<Pending> batch = Take();
  std::vector<absl::StatusOr<bool>> outcomes;
  int64_t revision = 0;
  bool changed = false;
  // Not an error: it makes the database roll back what changed nothing.
  const absl::Status nothing_changed = absl::CancelledError("nothing changed");

  const absl::Status written = database_.Write([&](soci::session& session) -> absl::Status {
    outcomes.clear();
    revision = TakeRevision(session);
    Commit commit(session, revision, NowUs());
    const absl::Time end = absl::Now() + kCommitBudget;
    for (Pending& pending : batch) {
      if (!outcomes.empty() && absl::Now() > end) break;
      const int64_t ordinal_before = commit.ordinal_;
      // One that is alone is undone with all of the transaction.
      if (batch.size() > 1) session << "SAVEPOINT one_write";
      absl::StatusOr<bool> outcome = false;
      try {
        outcome = pending.work(commit);
      } catch (const std::exception& error) {
        outcome = sql::StatusOfSqlError(error);
      }
      if (outcome.ok() && *outcome) {
        changed = true;
      } else if (batch.size() > 1) {
        session << "ROLLBACK TO SAVEPOINT one_write";
        commit.DropEntriesAfter(ordinal_before);
      }
      if (batch.size() > 1) session << "RELEASE SAVEPOINT one_write";
      outcomes.push_back(std::move(outcome));
    }
    if (!changed) return nothing_changed;
    sql::RowBatch revisions("feed_revision", {"revision", "committed_us"});
    revisions.Add(revision).Add(commit.now_us());
    sql::WriteTogether(session, [&] {
      commit.entries_.InsertInto(session);
      sql::Execute(session, "UPDATE revision SET committed_us = CAST(:t AS BIGINT) WHERE id = 1",
                   {absl::StrCat(commit.now_us())});
      revisions.InsertInto(session);
    });
    return absl::OkStatus();
  });

  const bool rolled_back = !changed && written == nothing_changed;
  for (size_t i = outcomes.size(); i < batch.size(); ++i) {
    // Out of time: first in line for the next transaction.
    if (!written.ok() && !rolled_back) break;
    const std::lock_guard lock(mutex_);
    waiting_.insert(waiting_.begin() + static_cast<ptrdiff_t>(i - outcomes.size()),
                    std::move(batch[i]));
  }
  if (written.ok()) clock_.Advance(revision);
  const size_t answered = written.ok() || rolled_back ? outcomes.size() : batch.size();
  for (size_t i = 0; i < answered; ++i) {
    if (!written.ok() && !rolled_back) {
      batch[i].outcome.set_value(written);
    } else if (!outcomes[i].ok()) {
      batch[i].outcome.set_value(outcomes[i].status());
    } else {
      batch[i].outcome.set_value(*outcomes[i] ? revision : revision - 1);
    }
  }
}

}  // namespace baophu
