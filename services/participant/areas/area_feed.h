#ifndef BAOPHU_SERVICES_PARTICIPANT_AREAS_AREA_FEED_H_
#define BAOPHU_SERVICES_PARTICIPANT_AREAS_AREA_FEED_H_

#include <baophu/participant/v1/change_service.pb.h>

#include "common/feed/committer.h"

namespace baophu::participant {

// Leaves the entry that says that areas, and so any figure, may have changed.
inline void AddCatalogueEntry(Commit& commit) {
  v1::WatchChangesResponse event;
  event.mutable_catalogue();
  commit.AddEntry("catalogue", event.SerializeAsString());
}

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_AREAS_AREA_FEED_H_
