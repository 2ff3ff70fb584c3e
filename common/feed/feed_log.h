#ifndef BAOPHU_COMMON_FEED_FEED_LOG_H_
#define BAOPHU_COMMON_FEED_FEED_LOG_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/sql/database.h"

namespace baophu {

// One stored entry of a feed, or the end of a revision (ordinal 0).
struct FeedEntry {
  int64_t revision = 0;
  int64_t ordinal = 0;
  std::string payload;       // Serialized event; empty at the end of a revision.
  int64_t committed_us = 0;  // Only at the end of a revision.
};

// The newest revision, and the one up to which history is no longer held.
struct FeedBounds {
  int64_t revision = 0;
  int64_t compacted_revision = 0;
};

// Reads a service's feed. Thread-safe.
class FeedLog {
 public:
  explicit FeedLog(sql::Database& database) : database_(database) {}

  absl::StatusOr<FeedBounds> Bounds();

  // Whole revisions after `after_revision`, in order, each with its entries of
  // these types (all when empty) and its end; about `max_entries` or a MiB, at
  // least one revision when there is one. OUT_OF_RANGE when that history is
  // compacted, or when `after_revision` is newer than the newest one: the reader
  // then knows of revisions that this database has lost. INVALID_ARGUMENT for a
  // type that is not lower-case letters and '_'.
  absl::StatusOr<std::vector<FeedEntry>> ReadAfter(int64_t after_revision,
                                                   const std::vector<std::string>& types,
                                                   int64_t max_entries);

 private:
  sql::Database& database_;
};

// The revision and bounds as one running read transaction sees them.
FeedBounds ReadFeedBounds(soci::session& session);

// When a revision was committed, microseconds since 1970-01-01 UTC; 0 for one whose
// history is compacted.
int64_t ReadCommittedUs(soci::session& session, int64_t revision);

}  // namespace baophu

#endif  // BAOPHU_COMMON_FEED_FEED_LOG_H_
