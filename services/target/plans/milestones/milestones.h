#ifndef BAOPHU_SERVICES_TARGET_PLANS_MILESTONES_MILESTONES_H_
#define BAOPHU_SERVICES_TARGET_PLANS_MILESTONES_MILESTONES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "common/month/month.h"
#include "services/target/plans/plan_rules.h"

namespace baophu::target {

// What is to be reached by the end of a day.
struct Milestone {
  Day last;
  int64_t value = 0;
};

// A milestone as somebody wrote it.
struct MilestoneDraft {
  std::string date;
  int64_t value = 0;
};

// Fills `milestones` by day and returns nothing, or says all that is wrong with the
// drafts of a version of a plan; fields are `points[i].date` and `points[i].value`.
std::vector<Problem> CheckMilestones(const PlanVersion& plan,
                                     const std::vector<MilestoneDraft>& drafts,
                                     std::vector<Milestone>& milestones);

// The value at the end of a day on the way through the points, which are by day, even by
// day between them, rounded half away from zero. `day` is not outside the points.
int64_t ValueOnWay(const std::vector<Milestone>& way, Day day);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PLANS_MILESTONES_MILESTONES_H_
