#ifndef BAOPHU_SERVICES_PARTICIPANT_PEOPLE_RESOLVE_H_
#define BAOPHU_SERVICES_PARTICIPANT_PEOPLE_RESOLVE_H_

#include <string>
#include <string_view>

#include "common/identifiers/person_identifier.h"
#include "common/keys/key_ring.h"
#include "services/participant/people/person_store.h"

namespace baophu::participant {

// The keyed hash under which an identifier is indexed.
inline KeyedHash HashIdentifier(const KeyRing& keys, int kind, std::string_view value) {
  std::string text(1, static_cast<char>('0' + kind));
  text += ':';
  text += value;
  return keys.Hash(text);
}

inline KeyedHash HashIdentifier(const KeyRing& keys, const PersonIdentifier& identifier) {
  return HashIdentifier(keys, static_cast<int>(identifier.kind), identifier.value);
}

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_PEOPLE_RESOLVE_H_
