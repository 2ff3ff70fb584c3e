#ifndef BAOPHU_SERVICES_TARGET_PLANS_MILESTONES_MILESTONE_IMPORT_H_
#define BAOPHU_SERVICES_TARGET_PLANS_MILESTONES_MILESTONE_IMPORT_H_

#include <baophu/target/v1/import_service.pb.h>

#include <memory>

#include "absl/status/statusor.h"
#include "common/ingest/import_reactor.h"

namespace baophu::target {

// A chunk of milestones. A row whose plan is not there, or that is no milestone of it, is
// refused when the chunk is written, because its plan may come in the chunk before.
std::unique_ptr<PreparedChunk> PrepareMilestones(const v1::MilestoneRows& rows,
                                                 int64_t first_row_number);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PLANS_MILESTONES_MILESTONE_IMPORT_H_
