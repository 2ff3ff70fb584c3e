#ifndef BAOPHU_SERVICES_CONTRIBUTION_VERIFY_NETWORK_CHECK_H_
#define BAOPHU_SERVICES_CONTRIBUTION_VERIFY_NETWORK_CHECK_H_

#include <soci/soci.h>

#include <string>
#include <vector>

#include "services/contribution/network/law/collection_law.h"

namespace baophu::contribution {

// What is kept of the collection network and is not what its records say: facts of covers,
// what handovers are expected to come to, receipts beside those of the ledger. Empty where
// all is right. Runs inside a read of the database.
std::vector<std::string> CheckNetwork(soci::session& session, const CollectionLaw& law);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_VERIFY_NETWORK_CHECK_H_
