#ifndef BAOPHU_SERVICES_TARGET_PLANS_REQUEST_OUTCOMES_H_
#define BAOPHU_SERVICES_TARGET_PLANS_REQUEST_OUTCOMES_H_

#include <soci/soci.h>

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"

namespace baophu::target {

// Answers of unary writes by the caller's request id (table request_outcome).
// Functions run inside a write of the service's database.
namespace request_outcomes {

// OK for a UUID such as 0b6d2ad4-5c1e-4a53-8a0c-6a4b8e0f7d11.
absl::Status CheckRequestId(const std::string& request_id);

// The bytes that this request was answered with; nothing for a new one.
// ALREADY_EXISTS when the id was used for other content.
absl::StatusOr<std::optional<std::string>> Find(soci::session& session,
                                                const std::string& request_id,
                                                const std::string& digest);

void Add(soci::session& session, const std::string& request_id, const std::string& digest,
         const std::string& response, int64_t now_us);

}  // namespace request_outcomes
}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PLANS_REQUEST_OUTCOMES_H_
