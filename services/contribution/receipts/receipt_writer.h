#ifndef BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_RECEIPT_WRITER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_RECEIPT_WRITER_H_

#include <soci/soci.h>

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "common/area/area_catalogue.h"
#include "services/contribution/law/law.h"
#include "services/contribution/receipts/receipt.h"
#include "services/contribution/receipts/receipt_rules.h"
#include "services/contribution/totals/totals_store.h"

namespace baophu::contribution {

// Covers that a batch brought or took back, in the order in which it did.
struct CoverChange {
  PaidCover cover;
  bool annulled = false;
};

// What became of a batch of receipts.
struct ReceiptOutcome {
  int64_t accepted_count = 0;
  int64_t unchanged_count = 0;
  std::map<size_t, ReceiptFault> faults;  // By the place in the batch.
  std::vector<CoverChange> covers;
  totals_store::TouchedAreas touched;
};

// Enters receipts, in their order, into the ledger and the tables of what they
// cover, inside a write of the database. Receipts that are there already are left
// alone, also when the batch has them twice; one that is refused leaves nothing.
ReceiptOutcome WriteReceipts(soci::session& session, const Law& law, const AreaCatalogue& catalogue,
                             std::span<const Receipt> receipts, int64_t revision, int64_t now_us);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_RECEIPT_WRITER_H_
