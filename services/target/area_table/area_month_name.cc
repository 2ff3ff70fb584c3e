#include "services/target/area_table/area_month_name.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/status/fault.h"

namespace baophu::target {

absl::StatusOr<AreaMonthName> ReadAreaMonthName(const std::string& name,
                                                const std::string& collection) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() == 4 && parts[0] == "areas" && parts[2] == collection) {
    const absl::StatusOr<AreaCode> area = AreaCode::Parse(parts[1]);
    const absl::StatusOr<Month> month = Month::Parse(parts[3]);
    if (area.ok() && month.ok()) return AreaMonthName{*area, *month};
  }
  return InvalidField("name", absl::StrCat("is none of ", collection),
                      absl::StrCat("write areas/{code}/", collection,
                                   "/{YYYY-MM}, such as areas/31/", collection, "/2024-09"));
}

absl::Status CheckArea(const AreaCatalogue& areas, const AreaMonthName& name) {
  if (areas.Find(name.area, name.month) != nullptr) return absl::OkStatus();
  return FaultStatus(
      absl::StatusCode::kNotFound, "UNKNOWN_AREA", "name",
      absl::StrCat("code ", name.area.ToString(), " is no area in ", name.month.ToString()),
      "write the code that the area had in that month");
}

std::vector<AreaCode> AreasDirectlyBelow(const AreaCatalogue& areas, const AreaMonthName& parent) {
  std::vector<AreaCode> codes;
  for (const AreaRecord& record : areas.records()) {
    if (record.parent == parent.area && record.Holds(parent.month)) codes.push_back(record.code);
  }
  return codes;
}

}  // namespace baophu::target
