#ifndef BAOPHU_SERVICES_PARTICIPANT_STARTUP_STARTUP_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_STARTUP_STARTUP_STORE_H_

#include <soci/soci.h>

#include <string>
#include <utility>
#include <vector>

#include "common/identifiers/ids.h"
#include "services/participant/enrolment/categories.h"

namespace baophu::participant::startup_store {

// The digest by which the database knows its key; empty before the first start.
std::string ReadKeyDigest(soci::session& session);
// Keeps the digest that is there already.
void AddKeyDigest(soci::session& session, const std::string& digest);
// The encrypted identifiers of some person; empty when there is none.
std::string ReadAnySealedIdentifiers(soci::session& session);

// Employers whose tax code is 12 digits in clear, with that code.
std::vector<std::pair<EmployerId, std::string>> ReadClearTaxCodes(soci::session& session);
void SealTaxCode(soci::session& session, EmployerId employer, const std::string& sealed);
// Codes of 12 digits that are indexed in clear.
std::vector<std::string> ReadClearCodes(soci::session& session);
void ReplaceCode(soci::session& session, const std::string& clear, const std::string& indexed);

std::vector<RankedCategory> ReadCategories(soci::session& session);
// Keeps the ranks that are there already.
void AddCategories(soci::session& session, const std::vector<RankedCategory>& categories);

}  // namespace baophu::participant::startup_store

#endif  // BAOPHU_SERVICES_PARTICIPANT_STARTUP_STARTUP_STORE_H_
