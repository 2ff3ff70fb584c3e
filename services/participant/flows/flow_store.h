#ifndef BAOPHU_SERVICES_PARTICIPANT_FLOWS_FLOW_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_FLOWS_FLOW_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "services/participant/flows/coverage_flows.h"

namespace baophu::participant {

// How flows are stored: categories and reasons by their codes.
struct FlowCodes {
  const Categories& categories;
  const MovementReasons& reasons;
};

// SQL of flows. All functions run inside a read or write of the database.
namespace flow_store {

// Adds changes of counts.
void Add(soci::session& session, const FlowMap& changes, const FlowCodes& codes);
void DeleteAll(soci::session& session);
// All counts but zeros.
FlowMap ReadAll(soci::session& session, const FlowCodes& codes);
// Counts of these areas alone in months from `from` through `through`.
std::vector<std::pair<FlowKey, int64_t>> ReadOf(soci::session& session,
                                                std::span<const AreaCode> areas, Month from,
                                                Month through, const FlowCodes& codes);

// By which rules the stored counts were made; empty when there are none.
std::string ReadBasis(soci::session& session);
void WriteBasis(soci::session& session, const std::string& digest);
// Holds off all other writers of movements until the transaction ends.
void TakeWriterTurn(soci::session& session);

}  // namespace flow_store
}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_FLOWS_FLOW_STORE_H_
