#include "services/participant/retention/rules/work_list.h"

#include <algorithm>

namespace baophu::participant {

std::string_view WorkListText(WorkList list) {
  switch (list) {
    case WorkList::kEnding:
      return "ENDING";
    case WorkList::kLapsed:
      return "LAPSED";
    case WorkList::kUncovered:
      return "UNCOVERED_HOUSEHOLD_MEMBER";
    case WorkList::kLeftWork:
      return "LEFT_WORK";
  }
  return "";
}

std::optional<WorkList> WorkListOf(std::string_view text) {
  for (const WorkList list : kWorkLists) {
    if (WorkListText(list) == text) return list;
  }
  return std::nullopt;
}

std::vector<RetentionKind> KindsOf(WorkList list) {
  switch (list) {
    case WorkList::kEnding:
    case WorkList::kLapsed:
      return {RetentionKind::kVoluntary, RetentionKind::kHousehold};
    case WorkList::kUncovered:
      return {RetentionKind::kUncovered};
    case WorkList::kLeftWork:
      return {RetentionKind::kLeftWork};
  }
  return {};
}

CaseMonths MonthsOf(WorkList list, const ListReach& reach) {
  const Month now = reach.day.month();
  if (list != WorkList::kEnding) return {now - reach.months, now - 1, now};
  // A cover's last day is the last one of its last month.
  const Day end = Day::FromNumber(reach.day.number() + reach.days);
  const Month last = Day::LastOf(end.month()) == end ? end.month() : end.month() - 1;
  return {now, last, Month()};
}

std::vector<AreaCode> CodesOf(AreaCode area, Month month, const AreaCatalogue& catalogue) {
  std::vector<AreaCode> codes;
  for (const AreaRecord& record : catalogue.records()) {
    if (!codes.empty() && codes.back() == record.code) continue;
    for (const AncestorSpan& span : catalogue.AncestorSpans(record.code)) {
      if (month < span.from || span.through < month) continue;
      if (std::find(span.areas.begin(), span.areas.end(), area) != span.areas.end()) {
        codes.push_back(record.code);
      }
      break;
    }
  }
  return codes;
}

}  // namespace baophu::participant
