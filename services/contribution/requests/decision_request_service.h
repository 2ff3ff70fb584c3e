#ifndef BAOPHU_SERVICES_CONTRIBUTION_REQUESTS_DECISION_REQUEST_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_REQUESTS_DECISION_REQUEST_SERVICE_H_

#include <soci/soci.h>

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "common/area/area_code.h"
#include "common/month/month.h"
#include "services/contribution/ledger/payer_id.h"

// What requests that enter a decision on an employer have in common.
namespace baophu::contribution {

// INVALID_ARGUMENT for anything but `employers/` and an id.
absl::StatusOr<PayerId> ReadEmployer(const std::string& parent);

// The number of a decision, 1 to 40 characters; INVALID_ARGUMENT for anything else.
absl::StatusOr<std::string> ReadDecisionNumber(const std::string& text);

// INVALID_ARGUMENT for what is no day, or one after today in Vietnam.
absl::StatusOr<Day> ReadPastDay(const std::string& field, const std::string& text, int64_t now_us);

// The office that manages an employer. NOT_FOUND for one that is not known here.
absl::StatusOr<AreaCode> AreaOf(soci::session& session, PayerId employer);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_REQUESTS_DECISION_REQUEST_SERVICE_H_
