#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_WORK_LIST_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_WORK_LIST_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "common/area/area_catalogue.h"
#include "common/month/month.h"
#include "services/participant/retention/rules/cover_end.h"

// Which cases stand on which work list on a day. Pure.
namespace baophu::participant {

// Numbered in the order in which lists are told.
enum class WorkList : uint8_t { kEnding = 1, kLapsed = 2, kUncovered = 3, kLeftWork = 4 };
inline constexpr std::array<WorkList, 4> kWorkLists = {WorkList::kEnding, WorkList::kLapsed,
                                                       WorkList::kUncovered, WorkList::kLeftWork};

// ENDING, LAPSED, UNCOVERED_HOUSEHOLD_MEMBER or LEFT_WORK.
std::string_view WorkListText(WorkList list);
std::optional<WorkList> WorkListOf(std::string_view text);

// The kinds of cases that stand on a list, in order.
std::vector<RetentionKind> KindsOf(WorkList list);

// How far a list looks from its day.
struct ListReach {
  Day day;
  int32_t days = 30;   // ENDING: the last covered day is at most so many days after it.
  int32_t months = 3;  // LAPSED, LEFT_WORK: the last month is at most so many before it.
};

// The cases of a list by their months.
struct CaseMonths {
  // Of ends their last month lies in these; `from` is after `through` where none can.
  Month from;
  Month through;
  // Only cases without cover again by then; Month() where that does not matter.
  Month without_cover_by;
};

// Of a list of ends, so not of kUncovered.
//
// ENDING holds ends whose last covered day is `day` or one of `days` after it. LAPSED and
// LEFT_WORK hold ends of the `months` months before that of `day`, and of these whoever has
// no cover again by the month of `day`.
CaseMonths MonthsOf(WorkList list, const ListReach& reach);

// The codes whose people count for an area in a month, itself included, by code.
std::vector<AreaCode> CodesOf(AreaCode area, Month month, const AreaCatalogue& catalogue);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_WORK_LIST_H_
