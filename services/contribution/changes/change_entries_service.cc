#include "services/contribution/changes/change_entries_service.h"

#include <baophu/contribution/v1/change_service.pb.h>

namespace baophu::contribution {

void AddAreaMonthEntries(Commit& commit, const totals_store::TouchedAreas& touched) {
  v1::WatchChangesResponse entry;
  for (const auto& [area, from_month] : touched) {
    entry.mutable_area_month()->set_area(area.ToString());
    entry.mutable_area_month()->set_from_month(from_month.ToString());
    commit.AddEntry("area_month", entry.SerializeAsString());
  }
}

void AddCatalogueEntry(Commit& commit) {
  v1::WatchChangesResponse entry;
  entry.mutable_catalogue();
  commit.AddEntry("catalogue", entry.SerializeAsString());
}

void AddDialogueEntry(Commit& commit, const std::string& dialogue, AreaCode area) {
  v1::WatchChangesResponse entry;
  entry.mutable_dialogue()->set_dialogue(dialogue);
  entry.mutable_dialogue()->set_area(area.ToString());
  commit.AddEntry("dialogue", entry.SerializeAsString());
}

}  // namespace baophu::contribution
