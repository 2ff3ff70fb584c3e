#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_END_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_END_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/identifiers/ids.h"
#include "services/participant/flows/movement_reasons.h"
#include "services/participant/retention/rules/cover_end.h"

// Table retention_end. Reasons are stored as codes. Functions run inside a read or write of
// the database.
namespace baophu::participant::end_store {

// What a person's ends were and are.
struct Change {
  PersonId person;
  std::vector<CoverEnd> before;
  std::vector<CoverEnd> after;
};

// Ends with their reasons as codes, as they are stored.
std::vector<CoverEnd> WithCodes(std::vector<CoverEnd> ends, const MovementReasons& reasons);

// Writes the difference. Reasons are as the movements state them.
void Write(soci::session& session, std::span<const Change> changes, const MovementReasons& reasons);
void DeleteAll(soci::session& session);

// Of people with ids in (after, through], by kind and month.
absl::flat_hash_map<PersonId, std::vector<CoverEnd>> Read(soci::session& session, int64_t after,
                                                          int64_t through);
// Of one person.
std::vector<CoverEnd> ReadOf(soci::session& session, PersonId person);

}  // namespace baophu::participant::end_store

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_END_STORE_H_
