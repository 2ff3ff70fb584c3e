#ifndef BAOPHU_SERVICES_CONTRIBUTION_IMPORTING_LEDGER_WRITER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_IMPORTING_LEDGER_WRITER_H_

#include <soci/soci.h>

#include <cstdint>
#include <span>
#include <vector>

#include "common/area/area_catalogue.h"
#include "services/contribution/ledger/ledger_row.h"
#include "services/contribution/totals/totals_store.h"

namespace baophu::contribution {

// What became of a batch of rows.
struct WriteOutcome {
  int64_t accepted_count = 0;
  // Places in the batch of rows that the ledger has already.
  std::vector<size_t> unchanged;
  // Places in the batch of rows whose reference is in the ledger with another
  // content.
  std::vector<size_t> conflicting;
  // Places of rows that would take the ledger past kMaxLedgerVolume.
  std::vector<size_t> too_much;
  totals_store::TouchedAreas touched;
};

// Enters rows into the ledger and brings all sums kept of it up to date, inside
// a write of the database. Rows that are there already are left alone, also
// when the batch has them twice.
WriteOutcome WriteRows(soci::session& session, const AreaCatalogue& catalogue,
                       std::span<const LedgerRow> rows, int64_t revision, int64_t now_us);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_IMPORTING_LEDGER_WRITER_H_
