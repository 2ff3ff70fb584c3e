#ifndef BAOPHU_SERVICES_CLI_REPORT_REPORT_REVISIONS_H_
#define BAOPHU_SERVICES_CLI_REPORT_REPORT_REVISIONS_H_

#include <baophu/type/v1/change.pb.h>

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace baophu::cli {

// Reads SERVICE=REVISION texts of `--min-revision`; INVALID_ARGUMENT for others.
absl::Status SetMinRevisions(const std::vector<std::string>& texts, type::v1::Revisions& revisions);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_REPORT_REPORT_REVISIONS_H_
