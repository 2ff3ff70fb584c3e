#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_HOUSEHOLD_REFRESH_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_HOUSEHOLD_REFRESH_H_

#include <soci/soci.h>

#include <cstdint>
#include <functional>
#include <span>

#include "absl/container/flat_hash_map.h"
#include "services/participant/enrolment/categories.h"
#include "services/participant/enrolment/fold/coverage.h"
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

// What people's movements amount to now, of those whose cover a transaction changes.
using FoldedPeople = absl::flat_hash_map<PersonId, const Coverage*>;

// Finds anew who lacks cover in the households of these people.
void RefreshHouseholdsOf(soci::session& session, const HouseholdRules& rules,
                         const FoldedPeople& folded);

// The same in these households, and of `people`, who may have come or gone.
void RefreshHouseholds(soci::session& session, const HouseholdRules& rules,
                       std::span<const int64_t> households, std::span<const int64_t> people);

// Finds everything anew.
void RebuildHouseholds(soci::session& session, const HouseholdRules& rules);

// Calls `check` with what is to be stored of the members of paying households, and who they
// are, page by page. Inside a read.
void ScanHouseholds(
    soci::session& session, const HouseholdRules& rules,
    const std::function<void(std::span<const int64_t> people, const gap_store::Gaps&)>& check);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_HOUSEHOLD_REFRESH_H_
