#include "services/participant/retention/rules/cover_end.h"

#include <algorithm>
#include <tuple>

namespace baophu::participant {
namespace {

constexpr RetentionKind kKinds[] = {RetentionKind::kVoluntary, RetentionKind::kHousehold,
                                    RetentionKind::kUncovered, RetentionKind::kLeftWork};

// What the end of cover that a flow tells of is a case of; nothing where of none.
std::optional<RetentionKind> KindOf(const CoverageFlow& flow, const Categories& categories) {
  if (flow.kind != FlowKind::kLeave && flow.kind != FlowKind::kLapsed) return std::nullopt;
  switch (flow.scheme) {
    case Scheme::kCompulsory:
      return RetentionKind::kLeftWork;
    case Scheme::kVoluntary:
      return RetentionKind::kVoluntary;
    case Scheme::kHealth:
      if (categories.PaidAhead(Scheme::kHealth, flow.category)) return RetentionKind::kHousehold;
      return std::nullopt;
    case Scheme::kUnemployment:
    case Scheme::kAny:
      return std::nullopt;
  }
  return std::nullopt;
}

bool GoesOn(RetentionKind kind, Scheme scheme) {
  if (kind == RetentionKind::kHousehold) return scheme == Scheme::kHealth;
  return scheme == Scheme::kCompulsory || scheme == Scheme::kVoluntary;
}

Month CoveredAgain(const std::vector<CoverageFlow>& flows, RetentionKind kind, Month from) {
  Month again;
  for (const CoverageFlow& flow : flows) {
    if (!IsJoined(flow.kind) || !GoesOn(kind, flow.scheme) || flow.month < from) continue;
    if (again == Month() || flow.month < again) again = flow.month;
  }
  return again;
}

}  // namespace

std::string_view RetentionKindText(RetentionKind kind) {
  switch (kind) {
    case RetentionKind::kVoluntary:
      return "VOLUNTARY";
    case RetentionKind::kHousehold:
      return "HOUSEHOLD";
    case RetentionKind::kUncovered:
      return "UNCOVERED";
    case RetentionKind::kLeftWork:
      return "LEFT_WORK";
  }
  return "";
}

std::optional<RetentionKind> RetentionKindOf(std::string_view text) {
  for (const RetentionKind kind : kKinds) {
    if (RetentionKindText(kind) == text) return kind;
  }
  return std::nullopt;
}

Scheme SchemeOf(RetentionKind kind) {
  switch (kind) {
    case RetentionKind::kVoluntary:
      return Scheme::kVoluntary;
    case RetentionKind::kLeftWork:
      return Scheme::kCompulsory;
    case RetentionKind::kHousehold:
    case RetentionKind::kUncovered:
      break;
  }
  return Scheme::kHealth;
}

std::vector<CoverEnd> EndsOf(const std::vector<CoverageFlow>& flows, const Categories& categories) {
  std::vector<CoverEnd> ends;
  for (const CoverageFlow& flow : flows) {
    const std::optional<RetentionKind> kind = KindOf(flow, categories);
    if (!kind.has_value()) continue;
    const Month again = CoveredAgain(flows, *kind, flow.month);
    if (again == flow.month) continue;
    ends.push_back({*kind, flow.month - 1, flow.area, again, flow.kind, flow.reason});
  }
  std::sort(ends.begin(), ends.end(), [](const CoverEnd& a, const CoverEnd& b) {
    return std::tie(a.kind, a.last) < std::tie(b.kind, b.last);
  });
  return ends;
}

std::optional<AreaCode> AreaOfFollowedEnd(const std::vector<CoverageFlow>& flows,
                                          const std::vector<CoverageFlow>& renewals,
                                          const Categories& categories, RetentionKind kind,
                                          Month month) {
  if (kind == RetentionKind::kUncovered) return std::nullopt;
  for (const CoverageFlow& renewal : renewals) {
    if (renewal.scheme == SchemeOf(kind) && renewal.month - 1 == month) return renewal.area;
  }
  for (const CoverageFlow& flow : flows) {
    if (flow.month - 1 != month) continue;
    const bool replaced = kind == RetentionKind::kVoluntary && flow.scheme == Scheme::kVoluntary &&
                          flow.kind == FlowKind::kReplaced;
    if (replaced || KindOf(flow, categories) == kind) return flow.area;
  }
  return std::nullopt;
}

}  // namespace baophu::participant
