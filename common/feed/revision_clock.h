#ifndef BAOPHU_COMMON_FEED_REVISION_CLOCK_H_
#define BAOPHU_COMMON_FEED_REVISION_CLOCK_H_

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "common/sql/database.h"

namespace baophu {

// Knows the newest committed revision and tells those who wait for a later
// one. This replica's commits are known at once, those of others within
// kPollInterval while somebody waits. Thread-safe.
class RevisionClock {
 public:
  static constexpr absl::Duration kPollInterval = absl::Milliseconds(50);

  // The database must outlive the clock and have the feed's schema.
  explicit RevisionClock(sql::Database& database);
  ~RevisionClock();

  // The newest revision known here; others may have committed later ones.
  int64_t newest() const;

  // A commit of this replica.
  void Advance(int64_t revision);

  // Calls `done(reached)` once: with true as soon as `revision` is committed,
  // with false after `deadline`, when the clock is destroyed or once `gone`, which
  // is asked every kPollInterval, says that nobody waits any more. It may be called
  // before this returns, otherwise on the clock's thread, and must not block.
  void WaitFor(
      int64_t revision, absl::Time deadline, std::function<void(bool)> done,
      std::function<bool()> gone = [] { return false; });

 private:
  struct Waiter {
    int64_t revision;
    absl::Time deadline;
    std::function<void(bool)> done;
    std::function<bool()> gone;
  };

  void Loop();
  int64_t ReadRevision();

  sql::Database& database_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  int64_t newest_ = 0;
  std::vector<Waiter> waiters_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_FEED_REVISION_CLOCK_H_
