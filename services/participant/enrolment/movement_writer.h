#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_MOVEMENT_WRITER_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_MOVEMENT_WRITER_H_

#include <cstdint>
#include <span>
#include <vector>

#include "common/feed/committer.h"
#include "services/participant/context.h"
#include "services/participant/enrolment/enrolment_store.h"

namespace baophu::participant {

// A movement whose id is not taken and whose person, employer and area are known.
struct IncomingMovement {
  StoredMovement* stored;  // Gets the moment of the commit where it has none.
  int64_t digest = 0;      // Of its content.
};

// Writes movements and everything that follows from them: see ApplyChanges. Returns
// the places of those that are left out, leaves that precede the join that they
// name.
std::vector<size_t> WriteMovements(Commit& commit, const Context& context, const AreaHistory& areas,
                                   std::span<const IncomingMovement> incoming);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_MOVEMENT_WRITER_H_
