#include "common/feed/revision_clock.h"

#include <soci/soci.h>

#include <algorithm>
#include <chrono>

#include "absl/time/clock.h"

namespace baophu {

RevisionClock::RevisionClock(sql::Database& database) : database_(database) {
  newest_ = ReadRevision();
  thread_ = std::thread([this] { Loop(); });
}

RevisionClock::~RevisionClock() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
  for (const Waiter& waiter : waiters_) waiter.done(false);
}

int64_t RevisionClock::newest() const {
  const std::lock_guard lock(mutex_);
  return newest_;
}

void RevisionClock::Advance(int64_t revision) {
  {
    const std::lock_guard lock(mutex_);
    newest_ = std::max(newest_, revision);
  }
  wake_.notify_all();
}

void RevisionClock::WaitFor(int64_t revision, absl::Time deadline, std::function<void(bool)> done,
                            std::function<bool()> gone) {
  {
    const std::lock_guard lock(mutex_);
    if (newest_ < revision && !stopping_) {
      waiters_.push_back({revision, deadline, std::move(done), std::move(gone)});
      wake_.notify_all();
      return;
    }
  }
  done(newest() >= revision);
}

int64_t RevisionClock::ReadRevision() {
  long long revision = 0;
  const absl::Status read = database_.Read([&](soci::session& session) {
    session << "SELECT revision FROM revision WHERE id = 1", soci::into(revision);
    return absl::OkStatus();
  });
  // While the database is away, nothing newer can be known.
  return read.ok() ? revision : 0;
}

void RevisionClock::Loop() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    std::vector<std::pair<std::function<void(bool)>, bool>> due;
    const absl::Time now = absl::Now();
    std::erase_if(waiters_, [&](Waiter& waiter) {
      const bool reached = newest_ >= waiter.revision;
      if (!reached && now < waiter.deadline && !waiter.gone()) return false;
      due.emplace_back(std::move(waiter.done), reached);
      return true;
    });
    if (!due.empty()) {
      lock.unlock();
      for (const auto& [done, reached] : due) done(reached);
      lock.lock();
      continue;
    }
    if (waiters_.empty()) {
      wake_.wait(lock);
      continue;
    }
    const int64_t before = newest_;
    wake_.wait_for(lock, absl::ToChronoMilliseconds(kPollInterval));
    if (newest_ == before && !stopping_) {
      lock.unlock();
      const int64_t read = ReadRevision();
      lock.lock();
      newest_ = std::max(newest_, read);
    }
  }
}

}  // namespace baophu
