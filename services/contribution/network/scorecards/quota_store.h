#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_QUOTA_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_QUOTA_STORE_H_

#include <soci/soci.h>

#include "services/contribution/network/scorecards/quota.h"

// Table collection_quota: versions, never updated. Functions run inside a read or write of
// the database.
namespace baophu::contribution::quota_store {

// Those that hold now whose period meets these months.
Quotas Read(soci::session& session, MonthRange months);
// Enters a version.
void Add(soci::session& session, const Quota& quota);

}  // namespace baophu::contribution::quota_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_QUOTA_STORE_H_
