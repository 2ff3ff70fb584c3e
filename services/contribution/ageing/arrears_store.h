#ifndef BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "services/contribution/account/account.h"
#include "services/contribution/arrears/payer_store.h"
#include "services/contribution/ledger/payer_id.h"
#include "services/contribution/totals/area_amounts.h"

// What ageing reads of the ledger as it was known at a moment, many payers at
// once, and table payer_status_known. Functions run inside a read or write of the
// database.
namespace baophu::contribution::arrears_store {

// What was known and by when.
struct KnownAt {
  Day as_of;             // Money, fines and areas up to this day.
  int64_t known_us = 0;  // Recorded by then, since 1970-01-01 UTC.
};

// An employer's account with the area of its latest transaction up to the day (of
// several on one day the highest code), or of its first one where none is.
struct KnownEmployer {
  PayerId employer;
  AreaCode area;
  PayerAccount account;
};

// Whether participant or the ledger has told of an employer.
bool KnowsEmployer(soci::session& session, PayerId employer);

// The last of the next `limit` employers after one; the payer itself when there is
// none.
PayerId EndOfPage(soci::session& session, PayerId after, int64_t limit);
// All employers after one, up to and including another, by id. Allocations and
// interest are left out: they follow from the rest. Decisions are not read.
std::vector<KnownEmployer> ReadEmployers(soci::session& session, PayerId after, PayerId through,
                                         const KnownAt& at);

// The status of each employer in a range in a month, as it was known.
absl::btree_map<PayerId, std::string> ReadStatuses(soci::session& session, PayerId after,
                                                   PayerId through, Month month, int64_t known_us);
// Remembers statuses that differ from what is known; called before they replace it.
void RememberStatuses(
    soci::session& session,
    const absl::btree_map<PayerId, std::vector<payer_store::StatusSpan>>& statuses, int64_t now_us);

// What was assessed for the months of a range, both included, by the area of the
// assessment and month; all payers.
absl::btree_map<AreaMonth, Vnd> ReadAssessed(soci::session& session, Month first, Month through,
                                             int64_t known_us);

}  // namespace baophu::contribution::arrears_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_STORE_H_
