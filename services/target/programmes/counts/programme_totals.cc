#include "services/target/programmes/counts/programme_totals.h"

#include <algorithm>
#include <set>

#include "services/target/programmes/counts/programme_areas.h"

namespace baophu::target {
namespace {

bool Within(const ReportPeriod& period, const Programme& programme) {
  return period.first <= programme.first_day.month() && programme.last_day.month() <= period.last;
}

bool Overlaps(const ReportPeriod& period, const Programme& programme) {
  return period.first <= programme.last_day.month() && programme.first_day.month() <= period.last;
}

bool Plans(const Programme& programme, const std::string& figure) {
  return std::any_of(
      programme.figures.begin(), programme.figures.end(),
      [&](const ProgrammeFigure& each) { return each.figure == figure && each.planned > 0; });
}

}  // namespace

std::map<std::string, KindTotals> TotalsOf(const AreaCatalogue& areas, const AreaRecord& root,
                                           const ReportPeriod& period,
                                           const std::vector<Programme>& programmes,
                                           const ProgrammeLinks& links) {
  std::map<std::string, KindTotals> totals;
  std::map<std::string, const Programme*> counted;  // By id, so none is there twice.
  for (const Programme& programme : programmes) {
    if (!programme.withdrawal.empty() || !Overlaps(period, programme)) continue;
    const AreaRecord* const area = AreaOf(areas, programme);
    if (area == nullptr || !IsUnder(areas, *area, programme.area_month(), root)) continue;
    if (Within(period, programme)) {
      counted.emplace(programme.programme_id, &programme);
    } else {
      ++totals[programme.kind].partly_outside_count;
    }
  }
  // Whether a counted record that this is a part of plans the figure.
  const auto whole_plans = [&](const Programme& programme, const std::string& figure) {
    std::set<std::string> seen;
    std::string at = programme.part_of;
    while (!at.empty() && seen.insert(at).second) {
      if (const auto whole = counted.find(at);
          whole != counted.end() && Plans(*whole->second, figure)) {
        return true;
      }
      const auto link = links.find(at);
      if (link == links.end()) return false;
      at = link->second.part_of;
    }
    return false;
  };
  for (const auto& [id, programme] : counted) {
    KindTotals& kind = totals[programme->kind];
    ++kind.record_count;
    if (programme->done_day <= Day::LastOf(period.last)) ++kind.done_record_count;
    for (const ProgrammeFigure& figure : programme->figures) {
      PlannedAndDone& sums = kind.figures[figure.figure];
      if (!whole_plans(*programme, figure.figure)) sums.planned += figure.planned;
      sums.done += figure.done;
    }
  }
  return totals;
}

}  // namespace baophu::target
