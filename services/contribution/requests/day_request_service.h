#ifndef BAOPHU_SERVICES_CONTRIBUTION_REQUESTS_DAY_REQUEST_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_REQUESTS_DAY_REQUEST_SERVICE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "common/month/month.h"

// Days that requests name.
namespace baophu::contribution {

// INVALID_ARGUMENT for `field` where the text is not YYYY-MM-DD.
absl::StatusOr<Day> ReadDay(const std::string& field, const std::string& text);

// The last moment in Vietnam of the day `as_known`, microseconds since 1970-01-01
// UTC: what was recorded later was not known. Empty: whatever is recorded counts.
absl::StatusOr<int64_t> ReadKnown(const std::string& as_known);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_REQUESTS_DAY_REQUEST_SERVICE_H_
