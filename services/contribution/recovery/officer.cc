#include "services/contribution/recovery/officer.h"

#include <algorithm>
#include <tuple>

namespace baophu::contribution {

Officers::Officers(std::span<const OfficerAssignment> assignments, const AreaCatalogue& areas,
                   Day as_of)
    : areas_(areas), as_of_(as_of) {
  std::vector<const OfficerAssignment*> in_order;
  for (const OfficerAssignment& assignment : assignments) {
    if (assignment.from <= as_of) in_order.push_back(&assignment);
  }
  std::sort(in_order.begin(), in_order.end(),
            [](const OfficerAssignment* a, const OfficerAssignment* b) {
              return std::tie(a->from, a->assignment_id) < std::tie(b->from, b->assignment_id);
            });
  for (const OfficerAssignment* assignment : in_order) {
    if (assignment->area.empty()) {
      of_employer_[assignment->employer] = assignment->officer;
    } else {
      of_area_[assignment->area] = assignment->officer;
    }
  }
}

std::string Officers::Of(PayerId employer, AreaCode area) const {
  if (const auto own = of_employer_.find(employer);
      own != of_employer_.end() && !own->second.empty()) {
    return own->second;
  }
  for (const AreaCode above : AreasOver(areas_, area, as_of_.month())) {
    const auto found = of_area_.find(above);
    if (found != of_area_.end() && !found->second.empty()) return found->second;
  }
  return "";
}

std::span<const AreaCode> AreasOver(const AreaCatalogue& areas, AreaCode area, Month month) {
  for (const AncestorSpan& span : areas.AncestorSpans(area)) {
    if (span.from <= month && month <= span.through) return span.areas;
  }
  return {};
}

}  // namespace baophu::contribution
