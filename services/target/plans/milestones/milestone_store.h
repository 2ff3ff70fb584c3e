#ifndef BAOPHU_SERVICES_TARGET_PLANS_MILESTONES_MILESTONE_STORE_H_
#define BAOPHU_SERVICES_TARGET_PLANS_MILESTONES_MILESTONE_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <map>
#include <vector>

#include "services/target/plans/milestones/milestones.h"

namespace baophu::target {

// Table plan_milestone. Every function runs inside a read or a write of the service's
// database and throws what SOCI throws.
namespace milestone_store {

// Those of several versions of plans, by plan and day.
std::map<int64_t, std::vector<Milestone>> MilestonesOf(soci::session& session,
                                                       const std::vector<int64_t>& plan_ids);

// Puts milestones in the place of all that a version had.
void Put(soci::session& session, int64_t plan_id, const std::vector<Milestone>& milestones);

// Adds a milestone to those of a version, in the place of that of the same day. Says
// whether that changed anything.
bool PutOne(soci::session& session, int64_t plan_id, const Milestone& milestone);

}  // namespace milestone_store
}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PLANS_MILESTONES_MILESTONE_STORE_H_
