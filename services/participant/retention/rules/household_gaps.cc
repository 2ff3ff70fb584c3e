#include "services/participant/retention/rules/household_gaps.h"

#include <algorithm>

#include "absl/status/statusor.h"

namespace baophu::participant {
namespace {

const CoverageSpan* HealthIn(const HouseholdMember& member, Month month) {
  if (member.coverage == nullptr) return nullptr;
  for (const CoverageSpan& span : member.coverage->spans) {
    if (span.scheme == Scheme::kHealth && span.from <= month && month <= span.through) {
      return &span;
    }
  }
  return nullptr;
}

// The cover of the household in a month; null where nobody pays for any.
const CoverageSpan* PaidIn(const std::vector<HouseholdMember>& members, Month month,
                           const Categories& categories) {
  for (const HouseholdMember& member : members) {
    const CoverageSpan* const span = HealthIn(member, month);
    if (span != nullptr && categories.PaidAhead(Scheme::kHealth, span->category)) return span;
  }
  return nullptr;
}

// Months in which the answer may change, sorted.
std::vector<Month> Breakpoints(const std::vector<HouseholdMember>& members) {
  std::vector<Month> points;
  for (const HouseholdMember& member : members) {
    points.push_back(member.born);
    if (member.coverage == nullptr) continue;
    for (const CoverageSpan& span : member.coverage->spans) {
      if (span.scheme != Scheme::kHealth) continue;
      points.push_back(span.from);
      points.push_back(span.through + 1);
    }
  }
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  return points;
}

std::string ReasonOfLastLeave(const HouseholdMember& member, Month by,
                              const MovementReasons& reasons) {
  if (member.coverage == nullptr) return "";
  const CoverageFlow* last = nullptr;
  for (const CoverageFlow& flow : member.coverage->flows) {
    if (flow.scheme != Scheme::kHealth || !IsLeft(flow.kind) || flow.month > by) continue;
    if (last == nullptr || last->month < flow.month) last = &flow;
  }
  if (last == nullptr) return "";
  return reasons.entry(reasons.Find(last->reason, last->month)).code;
}

}  // namespace

std::map<PersonId, std::vector<CoverGap>> GapsOf(std::vector<HouseholdMember> members,
                                                 const Categories& categories,
                                                 const MovementReasons& reasons) {
  std::sort(members.begin(), members.end(),
            [](const HouseholdMember& a, const HouseholdMember& b) { return a.person < b.person; });
  std::map<PersonId, std::vector<CoverGap>> gaps;
  const std::vector<Month> points = Breakpoints(members);
  for (size_t i = 0; i < points.size() && points[i] <= Month::Max(); ++i) {
    const Month from = points[i];
    const Month through = i + 1 < points.size() ? points[i + 1] - 1 : Month::Max();
    const CoverageSpan* const paid = PaidIn(members, from, categories);
    if (paid == nullptr) continue;
    for (const HouseholdMember& member : members) {
      if (from < member.born || HealthIn(member, from) != nullptr) continue;
      std::vector<CoverGap>& its = gaps[member.person];
      if (!its.empty() && its.back().through + 1 == from && its.back().area == paid->area) {
        its.back().through = through;
      } else {
        its.push_back({from, through, paid->area, ReasonOfLastLeave(member, from, reasons)});
      }
    }
  }
  return gaps;
}

bool PaysForHealth(const std::vector<CoverageSpan>& spans, const Categories& categories) {
  return std::any_of(spans.begin(), spans.end(), [&](const CoverageSpan& span) {
    return span.scheme == Scheme::kHealth && categories.PaidAhead(span.scheme, span.category);
  });
}

Month BirthMonth(std::string_view date) {
  const std::string text = date.size() == 4 ? std::string(date) + "-01" : std::string(date);
  const absl::StatusOr<Month> month = Month::Parse(std::string_view(text).substr(0, 7));
  return month.ok() ? *month : Month::Min();
}

}  // namespace baophu::participant
