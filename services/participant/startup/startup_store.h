#ifndef BAOPHU_SERVICES_PARTICIPANT_STARTUP_STARTUP_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_STARTUP_STARTUP_STORE_H_

#include <soci/soci.h>

#include <string>
#include <vector>

#include "services/participant/enrolment/categories.h"

namespace baophu::participant::startup_store {

// The digest by which the database knows its key; empty before the first start.
std::string ReadKeyDigest(soci::session& session);
// Keeps the digest that is there already.
void AddKeyDigest(soci::session& session, const std::string& digest);
// The encrypted identifiers of some person; empty when there is none.
std::string ReadAnySealedIdentifiers(soci::session& session);

std::vector<RankedCategory> ReadCategories(soci::session& session);
// Keeps the ranks that are there already.
void AddCategories(soci::session& session, const std::vector<RankedCategory>& categories);

}  // namespace baophu::participant::startup_store

#endif  // BAOPHU_SERVICES_PARTICIPANT_STARTUP_STARTUP_STORE_H_
