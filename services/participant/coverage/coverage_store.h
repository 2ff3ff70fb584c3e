#ifndef BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/participant/coverage/coverage_deltas.h"

namespace baophu::participant {

// By employer, by month: how its number of people changes.
using Headcounts = absl::flat_hash_map<EmployerId, std::map<Month, int64_t>>;

// SQL of counts. All functions run inside a read or write of the database.
namespace coverage_store {

// Adds deltas of the areas that people hang on, and what ExpandToAncestors
// makes of them.
void AddCounts(soci::session& session, const DeltaMap& direct, const DeltaMap& totals,
               const Categories& categories);
DeltaMap ReadDirect(soci::session& session, const Categories& categories);
DeltaMap ReadTotals(soci::session& session, const Categories& categories);
void DeleteCounts(soci::session& session);

// Totals of areas in all months up to `last`, by area; none for one without any.
using AreaTotals = std::map<AreaCode, std::vector<std::pair<DeltaKey, Delta>>>;
AreaTotals ReadTotalsOf(soci::session& session, std::span<const AreaCode> areas, Month last,
                        const Categories& categories);

// The first month in which any cover begins; Month::Max() when there is none.
Month ReadStart(soci::session& session);

Headcounts ReadHeadcounts(soci::session& session, std::span<const int64_t> employer_ids);
Headcounts ReadAllHeadcounts(soci::session& session);
// Adds changes of head-counts.
void AddHeadcounts(soci::session& session, const Headcounts& changes);

}  // namespace coverage_store
}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_STORE_H_
