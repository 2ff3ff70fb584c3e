#ifndef BAOPHU_SERVICES_PARTICIPANT_FLOWS_FLOW_REBUILD_H_
#define BAOPHU_SERVICES_PARTICIPANT_FLOWS_FLOW_REBUILD_H_

#include "absl/status/statusor.h"
#include "common/sql/database.h"
#include "services/participant/flows/flow_store.h"

namespace baophu::participant {

// Counts all flows, and finds all ends of cover, anew from the movements where the stored
// ones were made by another list of reasons, other rules, or not at all; returns whether it did. To
// be called before the service answers anything; other writers wait meanwhile.
absl::StatusOr<bool> RebuildFlowsIfStale(sql::Database& database, const FlowCodes& codes);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_FLOWS_FLOW_REBUILD_H_
