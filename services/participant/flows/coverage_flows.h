#ifndef BAOPHU_SERVICES_PARTICIPANT_FLOWS_COVERAGE_FLOWS_H_
#define BAOPHU_SERVICES_PARTICIPANT_FLOWS_COVERAGE_FLOWS_H_

#include <compare>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/area/area_catalogue.h"
#include "services/participant/enrolment/coverage_flow.h"
#include "services/participant/flows/movement_reasons.h"

namespace baophu::participant {

// JOINED, LEFT, MOVED_IN or MOVED_OUT; RENEWED for what is no flow.
std::string_view FlowText(FlowKind kind);
// NEW_JOIN, RETURN, NEW_PAYMENT, PAID_AGAIN, RESUMED, LEAVE, LAPSED, REPLACED,
// TRANSFER, RENEWED.
std::string_view FlowKindText(FlowKind kind);

// What people who come, go and move are counted by, at the areas that they hang
// on.
struct FlowKey {
  AreaCode area;
  Scheme scheme = Scheme::kCompulsory;
  Category category;
  Month month;
  FlowKind kind = FlowKind::kNewJoin;
  MovementReason reason;
  AreaCode other_area;

  friend auto operator<=>(const FlowKey&, const FlowKey&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const FlowKey& key) {
    return H::combine(std::move(h), key.area, key.scheme, key.category, key.month, key.kind,
                      key.reason, key.other_area);
  }
};

// People by key.
using FlowMap = absl::flat_hash_map<FlowKey, int64_t>;

// Adds what one person's flows contribute, `sign` +1 or -1.
void AddFlows(const std::vector<CoverageFlow>& flows, int sign, const MovementReasons& reasons,
              FlowMap& counts);

// The codes that people hang on who count for an area in some month from the one
// before `from` through `through`: itself and all below it, by code.
std::vector<AreaCode> AreasCountingFor(AreaCode area, Month from, Month through,
                                       const AreaCatalogue& catalogue);

// What an area's flows are told by.
struct AreaFlowKey {
  Scheme scheme = Scheme::kCompulsory;
  Category category;
  FlowKind kind = FlowKind::kNewJoin;
  MovementReason reason;

  friend auto operator<=>(const AreaFlowKey&, const AreaFlowKey&) = default;
};
using AreaFlows = std::map<AreaFlowKey, int64_t>;

// Flows of one area, all areas below it included, from those of the areas that
// people hang on. Who joined counts for the areas above in the month, who left for
// those of the month before, as in ExpandToAncestors, as do paid periods that were renewed; a move
// counts only where the other side does not belong to the area too. What a reform carries from one
// area to another is no flow.
AreaFlows FlowsOf(AreaCode area, const std::vector<std::pair<FlowKey, int64_t>>& counts,
                  const AreaCatalogue& catalogue);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_FLOWS_COVERAGE_FLOWS_H_
