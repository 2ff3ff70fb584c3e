#ifndef BAOPHU_SERVICES_PARTICIPANT_PLACEMENT_PLACEMENT_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_PLACEMENT_PLACEMENT_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "services/participant/placement/placements.h"

namespace baophu::participant::placement_store {

// SQL of placed people. All functions run inside a read or write of the database.

void Add(soci::session& session, const PlacementMap& placements, const Categories& categories);
PlacementMap ReadAll(soci::session& session, const Categories& categories);
void DeleteAll(soci::session& session);

// Of these areas in all months up to `last`, by area.
using AreaPlacements = std::map<AreaCode, std::vector<std::pair<PlacementKey, int64_t>>>;
AreaPlacements ReadOf(soci::session& session, std::span<const AreaCode> areas, Month last,
                      const Categories& categories);

// AreaHistory::DivisionDigest of the areas that people were placed by.
int64_t ReadDigest(soci::session& session);
void WriteDigest(soci::session& session, int64_t digest);

}  // namespace baophu::participant::placement_store

#endif  // BAOPHU_SERVICES_PARTICIPANT_PLACEMENT_PLACEMENT_STORE_H_
