#include "services/participant/retention/rules/decrease.h"

#include <optional>

namespace baophu::participant {
namespace {

constexpr char kNotContacted[] = "NOT_CONTACTED";

// The report's areas that count who hangs on a code in a month.
class Spread {
 public:
  Spread(std::map<AreaCode, Decrease>& report, const AreaCatalogue& catalogue)
      : report_(report), catalogue_(catalogue) {}

  template <typename Add>
  void For(AreaCode code, Month month, Add add) const {
    for (const AncestorSpan& span : catalogue_.AncestorSpans(code)) {
      if (month < span.from || span.through < month) continue;
      for (const AreaCode area : span.areas) {
        if (const auto found = report_.find(area); found != report_.end()) add(found->second);
      }
      return;
    }
  }

 private:
  std::map<AreaCode, Decrease>& report_;
  const AreaCatalogue& catalogue_;
};

std::optional<RetentionKind> KindOf(Scheme scheme) {
  if (scheme == Scheme::kVoluntary) return RetentionKind::kVoluntary;
  if (scheme == Scheme::kHealth) return RetentionKind::kHousehold;
  return std::nullopt;
}

}  // namespace

std::map<AreaCode, Decrease> DecreaseOf(std::span<const AreaCode> areas,
                                        const DecreaseCounts& counts,
                                        const AreaCatalogue& catalogue, Month this_month) {
  std::map<AreaCode, Decrease> report;
  for (const AreaCode area : areas) {
    report[area].periods = {{RetentionKind::kVoluntary, {}}, {RetentionKind::kHousehold, {}}};
  }
  const Spread spread(report, catalogue);
  for (const auto& [key, people] : counts.left) {
    if (key.kind != FlowKind::kLeave && key.kind != FlowKind::kReplaced) continue;
    spread.For(key.area, key.month - 1, [&key = key, people = people](Decrease& decrease) {
      decrease.left[{key.scheme, key.kind, key.reason}] += people;
    });
  }
  for (const auto& [key, people] : counts.renewals) {
    const std::optional<RetentionKind> kind = KindOf(key.scheme);
    if (key.kind != FlowKind::kRenewed || !kind.has_value()) continue;
    spread.For(key.area, key.month - 1, [&, people = people](Decrease& decrease) {
      decrease.periods[*kind].renewed_on_time += people;
    });
  }
  for (const LapsedCount& count : counts.lapsed) {
    spread.For(count.area, count.last, [&](Decrease& decrease) {
      PaidPeriods& periods = decrease.periods[count.kind];
      if (count.last >= this_month) {
        periods.pending += count.people;
        return;
      }
      periods.lapsed += count.people;
      if (count.covered_again) {
        periods.covered_again += count.people;
      } else {
        periods.lapsed_by_reason[count.reason.empty() ? kNotContacted : count.reason] +=
            count.people;
      }
    });
  }
  for (const ContactedCount& count : counts.contacted) {
    spread.For(count.area, count.last, [&](Decrease& decrease) {
      PaidPeriods& periods = decrease.periods[count.kind];
      periods.contacted += count.people;
      if (count.went_on) periods.renewed_of_contacted += count.people;
    });
  }
  return report;
}

std::vector<AreaCode> WithThoseBelow(AreaCode area, Month month, const AreaCatalogue& catalogue) {
  std::vector<AreaCode> areas = {area};
  for (const AreaRecord& record : catalogue.records()) {
    if (record.parent == area && record.Holds(month)) areas.push_back(record.code);
  }
  return areas;
}

}  // namespace baophu::participant
