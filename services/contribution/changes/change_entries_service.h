#ifndef BAOPHU_SERVICES_CONTRIBUTION_CHANGES_CHANGE_ENTRIES_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_CHANGES_CHANGE_ENTRIES_SERVICE_H_

#include <string>

#include "common/area/area_code.h"
#include "common/feed/committer.h"
#include "services/contribution/totals/totals_store.h"

// Entries of contribution's feed, as its ChangeService sends them.
namespace baophu::contribution {

// One entry of type area_month for each area.
void AddAreaMonthEntries(Commit& commit, const totals_store::TouchedAreas& touched);

// The entry of type catalogue.
void AddCatalogueEntry(Commit& commit);

// The entry of type dialogue: something of a session of an area was recorded.
void AddDialogueEntry(Commit& commit, const std::string& dialogue, AreaCode area);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_CHANGES_CHANGE_ENTRIES_SERVICE_H_
