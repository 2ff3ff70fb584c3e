#include "services/participant/enrolment/fold/any_cover.h"

#include <algorithm>
#include <utility>

#include "services/participant/enrolment/fold/coverage_spans.h"

namespace baophu::participant {
namespace {

// The flow of a scheme in a month that `of` takes; null when there is none.
const CoverageFlow* FindFlow(const std::vector<CoverageFlow>& flows, Scheme scheme, Month month,
                             bool (*of)(FlowKind)) {
  const auto found = std::find_if(flows.begin(), flows.end(), [&](const CoverageFlow& flow) {
    return flow.scheme == scheme && flow.month == month && of(flow.kind);
  });
  return found == flows.end() ? nullptr : &*found;
}

// What a join of a scheme is to a person who was covered by some scheme before.
FlowKind Again(FlowKind kind) {
  if (kind == FlowKind::kNewJoin) return FlowKind::kReturn;
  return kind == FlowKind::kNewPayment ? FlowKind::kPaidAgain : kind;
}

// Adds what it means for Scheme::kAny that from `month` on `now` counts the person
// in the place of `before`; null for none.
void AddAnyFlows(Month month, const CoverageSpan* before, const CoverageSpan* now, bool known,
                 std::vector<CoverageFlow>& flows) {
  CoverageFlow flow;
  if (before == nullptr) {
    flow = *FindFlow(flows, now->scheme, month, IsJoined);
    if (known) flow.kind = Again(flow.kind);
  } else if (now == nullptr) {
    flow = *FindFlow(flows, before->scheme, month, IsLeft);
  } else if (before->area != now->area) {
    const CoverageFlow* moved = FindFlow(flows, now->scheme, month,
                                         [](FlowKind kind) { return kind == FlowKind::kMovedIn; });
    if (moved != nullptr && before->scheme == now->scheme) flow.reason = moved->reason;
    flow.month = month;
    flow.kind = FlowKind::kMovedOut;
    flow.area = before->area;
    flow.other_area = now->area;
  } else {
    return;
  }
  flow.scheme = Scheme::kAny;
  flow.category = {};
  flows.push_back(flow);
  if (flow.kind != FlowKind::kMovedOut) return;
  flow.kind = FlowKind::kMovedIn;
  std::swap(flow.area, flow.other_area);
  flows.push_back(flow);
}

// Each person once: counted where health insurance does, else where compulsory,
// voluntary or unemployment insurance does. `step` is told of each month in which the
// span that counts may be another: the month, the span before, the one now, and
// whether any came before.
template <typename Step>
std::vector<CoverageSpan> AnyOf(const std::vector<CoverageSpan>& spans, Step step) {
  static constexpr Scheme kOrder[] = {Scheme::kHealth, Scheme::kCompulsory, Scheme::kVoluntary,
                                      Scheme::kUnemployment};
  std::vector<Month> points;
  fold::AddSpanEdges(spans, points);
  std::vector<CoverageSpan> any;
  const CoverageSpan* before = nullptr;
  for (size_t i = 0; i < points.size() && points[i] <= Month::Max(); ++i) {
    const CoverageSpan* now = nullptr;
    for (const Scheme scheme : kOrder) {
      const auto found = std::find_if(spans.begin(), spans.end(), [&](const CoverageSpan& span) {
        return span.scheme == scheme && span.from <= points[i] && points[i] <= span.through;
      });
      if (found == spans.end()) continue;
      now = &*found;
      break;
    }
    if (before != nullptr || now != nullptr) step(points[i], before, now, !any.empty());
    if (now != nullptr) {
      fold::Append(
          any, {Scheme::kAny, points[i], fold::LastMonthBefore(points[i + 1]), now->area, {}, {}});
    }
    before = now;
  }
  return any;
}

}  // namespace

void AddAny(std::vector<CoverageSpan>& spans) {
  const std::vector<CoverageSpan> any =
      AnyOf(spans, [](Month, const CoverageSpan*, const CoverageSpan*, bool) {});
  spans.insert(spans.end(), any.begin(), any.end());
}

void AddAny(Coverage& coverage) {
  const std::vector<CoverageSpan> any = AnyOf(
      coverage.spans, [&](Month month, const CoverageSpan* before, const CoverageSpan* now,
                          bool known) { AddAnyFlows(month, before, now, known, coverage.flows); });
  coverage.spans.insert(coverage.spans.end(), any.begin(), any.end());
}

}  // namespace baophu::participant
