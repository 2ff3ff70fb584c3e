#ifndef BAOPHU_SERVICES_PARTICIPANT_STARTUP_STARTUP_CHECK_H_
#define BAOPHU_SERVICES_PARTICIPANT_STARTUP_STARTUP_CHECK_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/keys/key_ring.h"
#include "common/sql/database.h"
#include "services/participant/enrolment/categories.h"

namespace baophu::participant {

// Checks of what stored data depends on beside itself, made before the service
// answers anything. The database's schema must be there.

// Loads the keys, and makes the file only for a database that never had one.
// FAILED_PRECONDITION when the file is missing, or is not the one that the
// stored identifiers were hashed and encrypted with: nobody would be found.
absl::StatusOr<KeyRing> LoadKeys(sql::Database& database, const std::string& key_file);

// Encrypts and hashes tax codes of individuals that were stored in clear before
// they were kept like other personal identifiers.
absl::Status SealTaxCodes(sql::Database& database, const KeyRing& keys);

// FAILED_PRECONDITION when a category that stored cover may rest on is gone or
// has another rank: the next movement of a person would be counted against a
// fold that was never stored. New categories are taken in. `path` is named in
// the error.
absl::Status CheckCategories(sql::Database& database, const Categories& categories,
                             const std::string& path);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_STARTUP_STARTUP_CHECK_H_
