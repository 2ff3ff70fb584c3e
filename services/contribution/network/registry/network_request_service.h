#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_NETWORK_REQUEST_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_NETWORK_REQUEST_SERVICE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/area/area_catalogue.h"
#include "common/month/month.h"

// What requests about the collection network name. INVALID_ARGUMENT names the field.
namespace baophu::contribution {

inline constexpr std::string_view kOrganisations = "collectionOrganisations/";
inline constexpr std::string_view kPoints = "collectionPoints/";
inline constexpr std::string_view kCollectors = "collectors/";

// The code behind a collection such as kCollectors; "-" stands for all, where `all` is, and
// is empty then.
absl::StatusOr<std::string> ReadNetworkName(const std::string& field, std::string_view collection,
                                            const std::string& name, bool all = false);

// Reads `areas/{code}`; empty for `areas/-`, which stands for all.
absl::StatusOr<AreaCode> ReadParentArea(const std::string& field, const std::string& name);

// Empty: today in Vietnam. May be to come.
absl::StatusOr<Day> ReadDayOrToday(const std::string& field, const std::string& text);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_NETWORK_REQUEST_SERVICE_H_
