#ifndef BAOPHU_SERVICES_PARTICIPANT_PEOPLE_HELD_IDENTIFIER_H_
#define BAOPHU_SERVICES_PARTICIPANT_PEOPLE_HELD_IDENTIFIER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/identifiers/person_identifier.h"
#include "common/keys/key_ring.h"

namespace baophu::participant {

// A number that a record has or had.
struct HeldIdentifier {
  PersonIdentifier identifier;
  std::string valid_from;  // YYYY-MM-DD or YYYY-MM; empty when unknown.
  std::string valid_to;    // Likewise, the last one; empty while it holds.
  // It was never this person's: nobody is found by it here, and another person
  // may have it.
  bool withdrawn = false;

  friend bool operator==(const HeldIdentifier&, const HeldIdentifier&) = default;
};

// Encrypts a record's numbers, for the store.
std::string SealIdentifiers(const KeyRing& keys, const std::vector<HeldIdentifier>& identifiers);

// What SealIdentifiers made. DATA_LOSS when the key is another.
absl::StatusOr<std::vector<HeldIdentifier>> OpenIdentifiers(const KeyRing& keys,
                                                            const std::string& sealed);

// The entry of a number; null when the record never had it.
HeldIdentifier* FindHeld(std::vector<HeldIdentifier>& identifiers,
                         const PersonIdentifier& identifier);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_PEOPLE_HELD_IDENTIFIER_H_
