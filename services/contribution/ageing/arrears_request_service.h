#ifndef BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_REQUEST_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_REQUEST_SERVICE_H_

#include <baophu/contribution/v1/arrears_service.pb.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/area/area_catalogue.h"
#include "common/area/area_code.h"
#include "common/rpc/page.h"
#include "services/contribution/ageing/arrears_store.h"
#include "services/contribution/ageing/late_employer.h"
#include "services/contribution/requests/day_request_service.h"

// What the services of debts share: reading requests and writing answers.
namespace baophu::contribution {

// The day asked, which is not in the future (empty: today in Vietnam), and what was
// known.
absl::StatusOr<arrears_store::KnownAt> ReadKnownAt(const std::string& as_of,
                                                   const std::string& as_known);
// Reads `areas/{code}`, `employers/{id}` and `officers/{code}`.
absl::StatusOr<AreaCode> ReadAreaName(const std::string& field, const std::string& name);
absl::StatusOr<PayerId> ReadEmployerName(const std::string& field, const std::string& name);
absl::StatusOr<std::string> ReadOfficerName(const std::string& field, const std::string& name);

// NOT_FOUND where no area has or had the code.
absl::Status CheckAreaKnown(const AreaCatalogue& areas, AreaCode area, const std::string& field);

void WriteFunds(const FundAmounts& debt,
                google::protobuf::RepeatedPtrField<v1::FundDebt>& messages);
void WriteLate(const LateEmployer& late, Day as_of, v1::LateEmployer& message);

// The page of a sorted list that begins after the key that a token holds. Returns
// the token of the next page.
absl::StatusOr<std::string> CutPage(const rpc::Page& page, std::vector<LateEmployer>& late);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_AGEING_ARREARS_REQUEST_SERVICE_H_
