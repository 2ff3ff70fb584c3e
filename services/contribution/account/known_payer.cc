#include "services/contribution/account/known_payer.h"

#include "services/contribution/settlement/account_store.h"
#include "services/contribution/settlement/settlement.h"

namespace baophu::contribution {

PayerAccount KnownPayer::account() const { return AccountOf(transactions, decisions); }

KnownPayer ReadKnownPayer(soci::session& session, PayerId payer, int64_t known_us) {
  KnownPayer known;
  known.transactions = ledger_store::ListKnown(session, payer, known_us);
  known.decisions = account_store::ReadDecisions(session, {&payer, 1}, known_us)[payer];
  known.charged_through = account_store::ReadChargedThrough(session, known_us);
  return known;
}

}  // namespace baophu::contribution
