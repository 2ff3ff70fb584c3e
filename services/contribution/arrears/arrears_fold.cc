#include "services/contribution/arrears/arrears_fold.h"

#include <algorithm>
#include <tuple>

namespace baophu::contribution {

void PayerMonth::Add(Vnd due_vnd, Vnd paid_vnd, Day day, AreaCode day_area) {
  due += due_vnd;
  paid += paid_vnd;
  if (area.empty() || std::tie(area_day, area) < std::tie(day, day_area)) {
    area_day = day;
    area = day_area;
  }
}

bool StatusIsExcluded(std::string_view status) {
  return status == "FROZEN" || status == "DISSOLVED" || status == "MISSING";
}

std::vector<ArrearsStep> FoldArrears(std::span<const PayerMonth> months,
                                     std::span<const ExclusionChange> exclusions) {
  std::vector<ArrearsStep> steps;
  Vnd balance;
  AreaCode area;
  bool excluded = false;
  ArrearsStep last;
  size_t next_month = 0;
  size_t next_exclusion = 0;
  while (next_month < months.size() || next_exclusion < exclusions.size()) {
    Month month = Month::Max();
    if (next_month < months.size()) month = months[next_month].month;
    if (next_exclusion < exclusions.size()) {
      month = std::min(month, exclusions[next_exclusion].from);
    }
    if (next_exclusion < exclusions.size() && exclusions[next_exclusion].from == month) {
      excluded = exclusions[next_exclusion++].excluded;
    }
    if (next_month < months.size() && months[next_month].month == month) {
      balance += months[next_month].due - months[next_month].paid;
      area = months[next_month].area;
      ++next_month;
    }
    const bool owes = !excluded && balance > Vnd();
    const ArrearsStep step{month, owes ? area : AreaCode(), owes ? balance : Vnd()};
    if (step.outstanding == last.outstanding && step.area == last.area) continue;
    steps.push_back(step);
    last = step;
  }
  return steps;
}

}  // namespace baophu::contribution
