#ifndef BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_STORE_MONEY_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_STORE_MONEY_STORE_H_

#include <soci/soci.h>

#include <span>

#include "services/contribution/dialogues/rules/outcome.h"

// What the ledger holds of the money of employers. Runs inside a read of the database.
namespace baophu::contribution::money_store {

// All that came in from these employers, bounced or went back, each one's in the order
// of days and ids; payments that the bank has taken back are marked. Fines are no part.
MovesByEmployer ReadMoves(soci::session& session, std::span<const PayerId> employers);

}  // namespace baophu::contribution::money_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_STORE_MONEY_STORE_H_
