#include "services/participant/flows/coverage_flows.h"

#include <algorithm>

namespace baophu::participant {
namespace {

bool Contains(const AncestorSpan& span, AreaCode area) {
  return std::find(span.areas.begin(), span.areas.end(), area) != span.areas.end();
}

// Whether an area counts people who hang on `code` in a month.
bool CountsIn(AreaCode area, AreaCode code, Month month, const AreaCatalogue& catalogue) {
  const std::vector<AncestorSpan>& spans = catalogue.AncestorSpans(code);
  return std::any_of(spans.begin(), spans.end(), [&](const AncestorSpan& span) {
    return span.from <= month && month <= span.through && Contains(span, area);
  });
}

}  // namespace

std::string_view FlowText(FlowKind kind) {
  if (IsJoined(kind)) return "JOINED";
  if (IsLeft(kind)) return "LEFT";
  if (kind == FlowKind::kRenewed) return "RENEWED";
  return kind == FlowKind::kMovedIn ? "MOVED_IN" : "MOVED_OUT";
}

std::string_view FlowKindText(FlowKind kind) {
  switch (kind) {
    case FlowKind::kNewJoin:
      return "NEW_JOIN";
    case FlowKind::kReturn:
      return "RETURN";
    case FlowKind::kNewPayment:
      return "NEW_PAYMENT";
    case FlowKind::kPaidAgain:
      return "PAID_AGAIN";
    case FlowKind::kResumed:
      return "RESUMED";
    case FlowKind::kLeave:
      return "LEAVE";
    case FlowKind::kLapsed:
      return "LAPSED";
    case FlowKind::kReplaced:
      return "REPLACED";
    case FlowKind::kMovedIn:
    case FlowKind::kMovedOut:
      return "TRANSFER";
    case FlowKind::kRenewed:
      return "RENEWED";
  }
  return "";
}

void AddFlows(const std::vector<CoverageFlow>& flows, int sign, const MovementReasons& reasons,
              FlowMap& counts) {
  for (const CoverageFlow& flow : flows) {
    counts[{flow.area, flow.scheme, flow.category, flow.month, flow.kind,
            reasons.Find(flow.reason, flow.month), flow.other_area}] += sign;
  }
}

std::vector<AreaCode> AreasCountingFor(AreaCode area, Month from, Month through,
                                       const AreaCatalogue& catalogue) {
  std::vector<AreaCode> codes;
  for (const AreaRecord& record : catalogue.records()) {
    if (!codes.empty() && codes.back() == record.code) continue;
    const std::vector<AncestorSpan>& spans = catalogue.AncestorSpans(record.code);
    const bool counts = std::any_of(spans.begin(), spans.end(), [&](const AncestorSpan& span) {
      return span.from <= through && from - 1 <= span.through && Contains(span, area);
    });
    if (counts) codes.push_back(record.code);
  }
  return codes;
}

AreaFlows FlowsOf(AreaCode area, const std::vector<std::pair<FlowKey, int64_t>>& counts,
                  const AreaCatalogue& catalogue) {
  AreaFlows flows;
  for (const auto& [key, people] : counts) {
    // Who goes was still counted by the areas of the month before.
    const bool comes = IsJoined(key.kind) || key.kind == FlowKind::kMovedIn;
    const Month own = comes ? key.month : key.month - 1;
    const Month other = comes ? key.month - 1 : key.month;
    if (!CountsIn(area, key.area, own, catalogue)) continue;
    if (!key.other_area.empty() && CountsIn(area, key.other_area, other, catalogue)) continue;
    flows[{key.scheme, key.category, key.kind, key.reason}] += people;
  }
  std::erase_if(flows, [](const auto& each) { return each.second == 0; });
  return flows;
}

}  // namespace baophu::participant
