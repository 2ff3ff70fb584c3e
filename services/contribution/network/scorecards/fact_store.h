#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_FACT_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_FACT_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <span>
#include <vector>

#include "services/contribution/network/scorecards/cover_facts.h"

// Tables collection_fact, collection_lapse, lapse_reason and collection_fact_state.
// Functions run inside a read or write of the database.
namespace baophu::contribution::fact_store {

// Adds changes to what is kept. Rows that come to nothing stay and are not read: to look
// for them would cost more than they do.
void Apply(soci::session& session, FactChanges changes);
// Of months `from` to `through`, both included.
FactChanges Read(soci::session& session, Month from, Month through);

// Reasons of these people, by person.
std::vector<LapseReason> ReadReasons(soci::session& session, std::span<const int64_t> people);
// Enters one in the place of an earlier one of the same cover.
void SaveReason(soci::session& session, const LapseReason& reason, int64_t revision);

// Enters reasons and counts what they change. A reason of a cover that is not known here
// is kept: it counts once the cover is. Returns whether any was new.
bool WriteReasons(soci::session& session, const CollectionLaw& law,
                  std::span<const LapseReason> reasons, int64_t revision);

// Lets the next start count all facts again where another replica's rules made those that are
// there. With each write of facts.
void MarkIfOtherRules(soci::session& session, const CollectionLaw& law);

// Everything that the covers in force make, read person by person: memory grows with
// collectors and months, not with people.
FactChanges CountAll(soci::session& session, const CollectionLaw& law);
// Counts all again, unless it was counted by these rules. Returns whether it was.
bool RebuildUnlessCurrent(soci::session& session, const CollectionLaw& law);

}  // namespace baophu::contribution::fact_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_SCORECARDS_FACT_STORE_H_
