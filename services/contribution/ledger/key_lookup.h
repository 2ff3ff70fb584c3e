#ifndef BAOPHU_SERVICES_CONTRIBUTION_LEDGER_KEY_LOOKUP_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LEDGER_KEY_LOOKUP_H_

#include <soci/soci.h>

namespace baophu::contribution {

// Makes PostgreSQL look up each key of a list by index for the rest of the
// transaction. For a list as long as a chunk it prefers to read the whole
// table and hash it, so that each chunk of an import would take longer than
// the one before. SQLite needs no telling.
void LookUpKeysByIndex(soci::session& session);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LEDGER_KEY_LOOKUP_H_
