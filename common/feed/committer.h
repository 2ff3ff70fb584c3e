#ifndef BAOPHU_COMMON_FEED_COMMITTER_H_
#define BAOPHU_COMMON_FEED_COMMITTER_H_

#include <soci/soci.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/feed/revision_clock.h"
#include "common/sql/database.h"
#include "common/sql/row_batch.h"

namespace baophu {

// What a write sees of the transaction that it shares with others.
class Commit {
 public:
  Commit(soci::session& session, int64_t revision, int64_t now_us);

  soci::session& session() { return session_; }
  // The revision that this transaction will be; rows written carry it.
  int64_t revision() const { return revision_; }
  // The transaction's moment, microseconds since 1970-01-01 UTC.
  int64_t now_us() const { return now_us_; }

  // Leaves an entry in the feed: `payload` is the serialized event without
  // revision and ordinal.
  void AddEntry(std::string_view type, std::string_view payload);

 private:
  friend class Committer;

  void DropEntriesAfter(int64_t ordinal);

  soci::session& session_;
  const int64_t revision_;
  const int64_t now_us_;
  int64_t ordinal_ = 0;
  sql::RowBatch entries_;
};

// Every write of a service goes through here. Concurrent writes share a
// transaction and a revision (group commit), each with an outcome of its own:
// one that fails is undone alone. Thread-safe.
//
// The revision row is taken first, so all writes, also those of other replicas,
// are in one order, and what a write reads is what it builds on.
class Committer {
 public:
  // Returns whether it changed anything (false: nothing to commit, such as a
  // row that was there already), or why it must be undone.
  using Work = std::function<absl::StatusOr<bool>(Commit&)>;

  // Both must outlive the committer.
  Committer(sql::Database& database, RevisionClock& clock);
  // Finishes the writes that wait.
  ~Committer();

  // Runs `work` in some transaction and waits until it is durable. Returns the
  // revision, or the newest one before it when nothing was changed.
  absl::StatusOr<int64_t> Run(Work work);

 private:
  struct Pending {
    Work work;
    std::promise<absl::StatusOr<int64_t>> outcome;
  };

  void Loop();
  // Runs as many of the waiting writes as fit into one transaction.
  void CommitSome();
  std::deque<Pending> Take();

  sql::Database& database_;
  RevisionClock& clock_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Pending> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_FEED_COMMITTER_H_
