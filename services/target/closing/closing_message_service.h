#ifndef BAOPHU_SERVICES_TARGET_CLOSING_CLOSING_MESSAGE_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_CLOSING_CLOSING_MESSAGE_SERVICE_H_

#include <baophu/target/v1/closing_service.pb.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/area/area_code.h"
#include "services/target/closing/closing_store.h"
#include "services/target/closing/report_snapshot_service.h"

// Names and messages of closings.
namespace baophu::target {

// Stands for all entries of the chain where a closing's name is asked for.
inline constexpr std::string_view kWholeChain = "closings/-";

// The id in a name such as closings/17; INVALID_ARGUMENT, naming `field`.
absl::StatusOr<int64_t> ClosingIdOf(std::string_view field, std::string_view name);

struct ClosedReportName {
  int64_t closing_id = 0;
  AreaCode area;
};
// The parts of a name such as closings/17/reports/31; INVALID_ARGUMENT.
absl::StatusOr<ClosedReportName> ClosedReportNameOf(std::string_view name);

// NOT_FOUND, naming `field`: there is no such closing, or it has no report of this
// area.
absl::Status UnknownClosing(std::string_view field, int64_t closing_id);
absl::Status NoReportOf(std::string_view field, const ClosingEntry& closing, AreaCode area);

void Fill(const StoredClosing& closing, v1::Closing& out);

// The bytes to be kept of each report, which state the snapshot's revisions.
// FAILED_PRECONDITION when there is no figure in any of them.
absl::StatusOr<std::vector<FrozenReport>> Freeze(const ReportSnapshots::Snapshot& snapshot,
                                                 Month month);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_CLOSING_CLOSING_MESSAGE_SERVICE_H_
