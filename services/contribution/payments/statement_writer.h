#ifndef BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_STATEMENT_WRITER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_STATEMENT_WRITER_H_

#include <soci/soci.h>

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "common/area/area_catalogue.h"
#include "common/keys/key_ring.h"
#include "services/contribution/importing/row_rules.h"
#include "services/contribution/ledger/ledger_row.h"
#include "services/contribution/payments/payment_matching.h"
#include "services/contribution/totals/totals_store.h"

namespace baophu::contribution {

// A checked line of a bank's statement, of a payment with its payer where one was
// found.
struct MatchedLine {
  LedgerRow row;            // Without payer where none was found, and of a REVERSAL.
  PayerMatch match;         // Of a payment.
  std::string sealed_text;  // Of a payment; empty where there is none.
  KeyedHash reverses;       // Of a REVERSAL, as ReferenceOf makes it.
};

// What became of the lines of a chunk.
struct StatementOutcome {
  int64_t accepted_count = 0;
  int64_t unchanged_count = 0;
  std::map<size_t, RowFault> faults;  // By place.
  totals_store::TouchedAreas touched;
};

// Enters lines into the ledger, inside a write of the database: payments of a payer
// and, into suspense, those of none; then reversals of payments that are there by
// then, wherever their money is now. Lines that are there already are left alone.
StatementOutcome WriteStatement(soci::session& session, const AreaCatalogue& catalogue,
                                std::span<const MatchedLine> lines, int64_t revision,
                                int64_t now_us);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_STATEMENT_WRITER_H_
