#ifndef BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_OFFICER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_OFFICER_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/area/area_catalogue.h"
#include "services/contribution/ledger/payer_id.h"

// Who is in charge of an employer (cán bộ chuyên quản thu). Pure.
namespace baophu::contribution {

// From a day on an officer is in charge of one employer, or of all employers of an
// area and the areas below it.
struct OfficerAssignment {
  int64_t assignment_id = 0;
  PayerId employer;  // PayerId() for an area.
  AreaCode area;     // Empty for an employer.
  Day from;
  int64_t recorded_us = 0;  // Since 1970-01-01 UTC.
  std::string officer;      // A code of the agency's; empty: nobody from then on.
};

// Assignments at the end of a day. An employer's own goes before those of areas,
// and of these the lowest area's; of several the newest day's, and of that day the
// one that was entered last.
class Officers {
 public:
  // `areas` must outlive this.
  Officers(std::span<const OfficerAssignment> assignments, const AreaCatalogue& areas, Day as_of);

  // Empty when nobody is in charge.
  std::string Of(PayerId employer, AreaCode area) const;

 private:
  const AreaCatalogue& areas_;
  Day as_of_;
  absl::flat_hash_map<PayerId, std::string> of_employer_;
  absl::flat_hash_map<AreaCode, std::string> of_area_;
};

// The area where it is in force in a month, and all above it, lowest first.
std::span<const AreaCode> AreasOver(const AreaCatalogue& areas, AreaCode area, Month month);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_OFFICER_H_
