#ifndef BAOPHU_SERVICES_PARTICIPANT_PLACEMENT_PLACE_PEOPLE_H_
#define BAOPHU_SERVICES_PARTICIPANT_PLACEMENT_PLACE_PEOPLE_H_

#include "absl/status/status.h"
#include "common/area/area_history.h"
#include "common/feed/committer.h"
#include "services/participant/context.h"

namespace baophu::participant {

// Places everybody anew where the divisions of `history` are not those that
// people were placed by. Reads all cover then, page by page. Returns whether it did; the
// caller leaves the entry in the feed that says that any figure may have changed.
bool PlacePeople(Commit& commit, const Context& context, const AreaHistory& history);

// At start: the same for a database that an earlier version filled.
absl::Status PlacePeopleAtStart(const Context& context);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_PLACEMENT_PLACE_PEOPLE_H_
