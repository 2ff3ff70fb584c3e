#ifndef BAOPHU_SERVICES_CONTRIBUTION_JOBS_UNKNOWN_EMPLOYER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_JOBS_UNKNOWN_EMPLOYER_H_

#include <string>

#include "absl/status/status.h"
#include "common/status/fault.h"

namespace baophu::contribution {

// NOT_FOUND for an employer that participant has not told of.
inline absl::Status UnknownEmployer(const std::string& field) {
  return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_EMPLOYER", field,
                     "no such employer is known here",
                     "send the id of an employer that participant lists; one that was just "
                     "imported is known in a moment");
}

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_JOBS_UNKNOWN_EMPLOYER_H_
