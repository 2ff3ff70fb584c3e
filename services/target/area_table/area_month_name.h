#ifndef BAOPHU_SERVICES_TARGET_AREA_TABLE_AREA_MONTH_NAME_H_
#define BAOPHU_SERVICES_TARGET_AREA_TABLE_AREA_MONTH_NAME_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/area/area_catalogue.h"
#include "common/area/area_code.h"
#include "common/month/month.h"

namespace baophu::target {

// What a resource of an area and month names.
struct AreaMonthName {
  AreaCode area;
  Month month;
};

// Reads `areas/{code}/{collection}/{YYYY-MM}`; INVALID_ARGUMENT for anything else.
absl::StatusOr<AreaMonthName> ReadAreaMonthName(const std::string& name,
                                                const std::string& collection);

// NOT_FOUND for a code that is no area in the month.
absl::Status CheckArea(const AreaCatalogue& areas, const AreaMonthName& name);

// The areas directly below one in the month, by code; none of an area without any.
std::vector<AreaCode> AreasDirectlyBelow(const AreaCatalogue& areas, const AreaMonthName& parent);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_AREA_TABLE_AREA_MONTH_NAME_H_
