#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_HOUSEHOLD_REFRESH_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_HOUSEHOLD_REFRESH_H_

#include <soci/soci.h>

#include <cstdint>
#include <functional>
#include <set>
#include <span>

#include "services/participant/enrolment/categories.h"
#include "services/participant/flows/movement_reasons.h"
#include "services/participant/retention/store/gap_store.h"

// Keeps what is stored of household members without health insurance as the movements of all
// members say. Functions run inside a write of the database, after movements, people and
// merges were written.
namespace baophu::participant {

struct HouseholdRules {
  const Categories& categories;
  const MovementReasons& reasons;
};

// Finds anew who lacks cover in the households of these people and in `households`, left by
// some of them. `paying` are those of the people who have cover that they pay for.
void RefreshHouseholds(soci::session& session, const HouseholdRules& rules,
                       std::span<const int64_t> people, const std::set<int64_t>& paying,
                       std::span<const int64_t> households = {});

// Finds everything anew.
void RebuildHouseholds(soci::session& session, const HouseholdRules& rules);

// Calls `check` with what is to be stored of the members of paying households, and who they
// are, page by page. Inside a read.
void ScanHouseholds(
    soci::session& session, const HouseholdRules& rules,
    const std::function<void(std::span<const int64_t> people, const gap_store::Gaps&)>& check);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_HOUSEHOLD_REFRESH_H_
