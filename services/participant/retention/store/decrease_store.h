#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_DECREASE_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_DECREASE_STORE_H_

#include <soci/soci.h>

#include <span>
#include <vector>

#include "services/participant/retention/rules/decrease.h"

// What became of paid periods of VOLUNTARY and HOUSEHOLD, counted from indexes by area and
// month. Functions run inside a read of the database.
namespace baophu::participant::decrease_store {

// Periods of people who hang on these areas whose last month is one from `from` through
// `through`, and that lapsed.
std::vector<LapsedCount> ReadLapsed(soci::session& session, std::span<const AreaCode> areas,
                                    Month from, Month through);

// Of such periods, lapsed or followed by cover at once, those that somebody was contacted
// about.
std::vector<ContactedCount> ReadContacted(soci::session& session, std::span<const AreaCode> areas,
                                          Month from, Month through);

}  // namespace baophu::participant::decrease_store

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_DECREASE_STORE_H_
