#ifndef BAOPHU_SERVICES_TARGET_SUCCESSION_KNOWN_PLANS_H_
#define BAOPHU_SERVICES_TARGET_SUCCESSION_KNOWN_PLANS_H_

#include <soci/soci.h>

#include <utility>
#include <vector>

#include "services/target/plans/plan_store.h"
#include "services/target/succession/reaggregation.h"

namespace baophu::target {

// Adds plans of these years and all denominators of areas, whatever their codes
// meant when. Inside a read of the database.
inline void AddPlans(soci::session& session, const std::vector<AreaCode>& areas, int first_year,
                     int last_year, KnownFigures& known) {
  for (PlanVersion& plan : plan_store::PlansOf(session, areas, first_year, last_year)) {
    known.plans[plan.area].push_back(std::move(plan));
  }
  for (Denominator& row : plan_store::DenominatorsOf(session, areas)) {
    known.denominators[row.area].push_back(std::move(row));
  }
}

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_SUCCESSION_KNOWN_PLANS_H_
