#ifndef BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_ACCOUNT_WRITER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_ACCOUNT_WRITER_H_

#include <soci/soci.h>

#include <cstdint>

#include "common/area/area_catalogue.h"
#include "services/contribution/law/law.h"
#include "services/contribution/totals/totals_store.h"

// Posts what follows from payers' transactions and the law: where their money
// goes and what interest they owe.
namespace baophu::contribution {

struct SettleOutcome {
  int64_t payer_count = 0;
  totals_store::TouchedAreas touched;
};

// Settles up to `max_payers` of those that wait, inside a write of the database:
// what FoldAccount tells is compared with what is posted, and the difference is
// posted. A payer for which the law lacks a month keeps what is posted, and why.
SettleOutcome SettleWaiting(soci::session& session, const Law& law, const AreaCatalogue& areas,
                            int64_t max_payers, int64_t revision, int64_t now_us);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_ACCOUNT_WRITER_H_
