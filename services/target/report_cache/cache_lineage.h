#ifndef BAOPHU_SERVICES_TARGET_REPORT_CACHE_CACHE_LINEAGE_H_
#define BAOPHU_SERVICES_TARGET_REPORT_CACHE_CACHE_LINEAGE_H_

#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "common/sql/database.h"
#include "services/target/freshness/revisions.h"

namespace baophu::target {

// Names the data behind cached reports (table cache_lineage): revisions count
// from 1 in every new database, so without it a report of another database, or
// of one that was put back, would look right in a cache that outlives it.
// Thread-safe.
class CacheLineage {
 public:
  // Reads what is stored; the first replica to start chooses the text. The
  // database must outlive this.
  static absl::StatusOr<std::unique_ptr<CacheLineage>> Open(sql::Database& database);

  // The random text, as it was when this was opened.
  const std::string& text() const { return text_; }

  // Participant's and contribution's revisions that reports in the cache may
  // have, as they were when this was opened. Target's own is not kept: its
  // database would be put back together with it.
  const Revisions& reach() const { return reach_; }

  // Makes durable that reports made at `revisions` may be in the cache, which
  // must be known before one is put there. Writes only when they are new.
  absl::Status Reach(const Revisions& revisions);

  // Takes a new text for replicas that start from now on: what is cached
  // belongs to data that is gone.
  absl::Status Renew();

 private:
  CacheLineage(sql::Database& database, std::string text, const Revisions& reach)
      : database_(database), text_(std::move(text)), reach_(reach), durable_(reach) {}

  sql::Database& database_;
  const std::string text_;
  const Revisions reach_;
  std::mutex mutex_;
  Revisions durable_;  // Known to be stored.
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_REPORT_CACHE_CACHE_LINEAGE_H_
