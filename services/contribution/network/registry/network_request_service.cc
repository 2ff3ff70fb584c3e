#include "services/contribution/network/registry/network_request_service.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/month/moment.h"
#include "common/status/fault.h"
#include "common/text/view.h"
#include "services/contribution/ageing/arrears_request_service.h"
#include "services/contribution/network/registry/registry_rules.h"
#include "services/contribution/requests/day_request_service.h"

namespace baophu::contribution {

absl::StatusOr<std::string> ReadNetworkName(const std::string& field, std::string_view collection,
                                            const std::string& name, bool all) {
  if (name.starts_with(collection)) {
    std::string code = name.substr(collection.size());
    if (all && code == "-") return std::string();
    if (CheckNetworkCode(field, code).ok()) return code;
  }
  return InvalidField(
      field, "is no such name",
      absl::StrCat("send ", View(collection), " and a code", all ? ", or - for all" : ""));
}

absl::StatusOr<AreaCode> ReadParentArea(const std::string& field, const std::string& name) {
  if (name == "areas/-") return AreaCode();
  return ReadAreaName(field, name);
}

absl::StatusOr<Day> ReadDayOrToday(const std::string& field, const std::string& text) {
  if (text.empty()) return VietnamDay(absl::ToUnixMicros(absl::Now()));
  return ReadDay(field, text);
}

}  // namespace baophu::contribution
