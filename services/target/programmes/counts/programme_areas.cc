#include "services/target/programmes/counts/programme_areas.h"

namespace baophu::target {

const AreaRecord* AreaOf(const AreaCatalogue& areas, const Programme& programme) {
  return areas.Find(programme.area, programme.area_month());
}

bool IsUnder(const AreaCatalogue& areas, const AreaRecord& area, Month month,
             const AreaRecord& root) {
  for (const AreaRecord* at = &area; at != nullptr; at = areas.Find(at->parent, month)) {
    if (at->code == root.code) return at->valid_from == root.valid_from;
    if (at->parent.empty()) return false;
  }
  return false;
}

const AreaRecord* NewestIn(const AreaCatalogue& areas, AreaCode code, Month first, Month last) {
  for (Month month = last; first <= month; month = month - 1) {
    if (const AreaRecord* const area = areas.Find(code, month); area != nullptr) return area;
  }
  return nullptr;
}

}  // namespace baophu::target
