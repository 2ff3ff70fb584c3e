#ifndef BAOPHU_SERVICES_CONTRIBUTION_PARTICIPANTS_STATUS_WRITER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_PARTICIPANTS_STATUS_WRITER_H_

#include <soci/soci.h>

#include <cstdint>
#include <vector>

#include "absl/container/btree_map.h"
#include "services/contribution/arrears/payer_store.h"
#include "services/contribution/totals/area_amounts.h"

namespace baophu::contribution {

// All statuses of some employers, each employer's by month.
using EmployerStatuses = absl::btree_map<PayerId, std::vector<payer_store::StatusSpan>>;

// Replaces the statuses of these employers, remembers since when they are known
// (`now_us` since 1970-01-01 UTC), and returns how that changes the amounts of
// areas, which the caller applies. Runs inside a write of the database.
AreaMonthAmounts WriteStatuses(soci::session& session, const EmployerStatuses& statuses,
                               int64_t now_us);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_PARTICIPANTS_STATUS_WRITER_H_
