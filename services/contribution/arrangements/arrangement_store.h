#ifndef BAOPHU_SERVICES_CONTRIBUTION_ARRANGEMENTS_ARRANGEMENT_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ARRANGEMENTS_ARRANGEMENT_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <vector>

#include "services/contribution/arrangements/arrangement.h"
#include "services/contribution/ledger/payer_id.h"

// Table payment_arrangement. Functions run inside a read or write of the database.
namespace baophu::contribution::arrangement_store {

// Of one employer, in the order in which they were entered.
std::vector<Arrangement> List(soci::session& session, PayerId employer);
void Insert(soci::session& session, PayerId employer, const Arrangement& arrangement,
            int64_t now_us);

}  // namespace baophu::contribution::arrangement_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ARRANGEMENTS_ARRANGEMENT_STORE_H_
