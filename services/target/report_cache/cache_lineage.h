#ifndef BAOPHU_SERVICES_TARGET_REPORT_CACHE_CACHE_LINEAGE_H_
#define BAOPHU_SERVICES_TARGET_REPORT_CACHE_CACHE_LINEAGE_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/sql/database.h"

namespace baophu::target {

// The random text (table cache_lineage) that names the data behind cached
// reports: revisions count from 1 in every new database, so without it a report
// of another database would look right in a cache that both share.
absl::StatusOr<std::string> ReadCacheLineage(sql::Database& database);

// Takes a new one: what is cached belongs to data that is gone.
absl::Status RenewCacheLineage(sql::Database& database);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_REPORT_CACHE_CACHE_LINEAGE_H_
