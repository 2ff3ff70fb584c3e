#ifndef BAOPHU_SERVICES_PARTICIPANT_PEOPLE_PERSON_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_PEOPLE_PERSON_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/identifiers/ids.h"
#include "common/keys/key_ring.h"

namespace baophu::participant {

// A record of a person as it is stored; sealed_identifiers is ciphertext.
struct PersonRecord {
  PersonId id;
  PersonId owner;  // The person that the record counts for.
  std::string full_name;
  std::string birth_date;
  std::string sex;
  HouseholdId household;
  std::string residence_area;
  std::string sealed_identifiers;
  int64_t row_digest = 0;
};

// An identifier's entry in the index of identifiers.
struct IdentifierKey {
  KeyedHash hash;
  int kind = 0;  // A PersonIdentifierKind, or kHouseholdCode.
  int64_t record_id = 0;
};
inline constexpr int kHouseholdCode = 4;
inline constexpr int kIndividualTaxCode = 5;  // Indexed with the employers' codes.

using RecordsByHash = absl::flat_hash_map<KeyedHash, int64_t>;

namespace person_store {

// The first of `count` new ids of a kind ("person", "household", "employer").
int64_t TakeIds(soci::session& session, const std::string& kind, int64_t count);

// Which records these identifiers belong to; unknown ones are left out.
RecordsByHash FindRecords(soci::session& session, std::span<const KeyedHash> hashes);
void AddIdentifiers(soci::session& session, std::vector<IdentifierKey> keys);
void RemoveIdentifiers(soci::session& session, const std::vector<KeyedHash>& hashes);

std::vector<PersonRecord> ReadPeople(soci::session& session, std::span<const int64_t> ids);
std::optional<PersonRecord> ReadPerson(soci::session& session, PersonId id);
// Which person each record counts for.
absl::flat_hash_map<int64_t, int64_t> ReadOwners(soci::session& session,
                                                 std::span<const int64_t> ids);
// The households that these records name, 0 left out.
std::vector<int64_t> ReadHouseholds(soci::session& session, std::span<const int64_t> records);
// Inserts, or replaces all but the owner.
void WritePeople(soci::session& session, const std::vector<PersonRecord>& people, int64_t revision);

// A merge that is in force.
struct Merge {
  PersonId from;
  PersonId into;
};
// Merges in force that concern the person that `id` counts for.
std::vector<Merge> ReadMerges(soci::session& session, PersonId owner);
void AddMerge(soci::session& session, PersonId from, PersonId into, int64_t now_us);
void UndoMerge(soci::session& session, PersonId from, int64_t now_us);
// Every record that counts for these people, with the person that it counts for.
absl::flat_hash_map<int64_t, int64_t> ReadRecords(soci::session& session,
                                                  std::span<const int64_t> owners);
void SetOwner(soci::session& session, std::span<const int64_t> records, PersonId owner);

}  // namespace person_store
}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_PEOPLE_PERSON_STORE_H_
