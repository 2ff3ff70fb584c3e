#include "services/contribution/arrangements/arrangement.h"

#include <string_view>

#include "common/status/try.h"

namespace baophu::contribution {
namespace {

bool IsOnSuspension(ArrangementKind kind) {
  return kind == ArrangementKind::kRetirementSuspended ||
         kind == ArrangementKind::kRetirementResumed;
}

bool Suspended(std::span<const Arrangement> arrangements, Month month) {
  bool suspended = false;
  for (const Arrangement& one : arrangements) {
    if (!IsOnSuspension(one.kind) || month < one.from || one.through < month) continue;
    suspended = one.kind == ArrangementKind::kRetirementSuspended;
  }
  return suspended;
}

struct Cycle {
  std::string_view name;  // In due_dates.csv.
  int32_t months;
};

Cycle CycleOf(std::span<const Arrangement> arrangements, Month month) {
  Cycle cycle{"MONTHLY", 1};
  for (const Arrangement& one : arrangements) {
    if (IsOnSuspension(one.kind) || month < one.from || one.through < month) continue;
    cycle = one.kind == ArrangementKind::kQuarterly    ? Cycle{"QUARTERLY", 3}
            : one.kind == ArrangementKind::kHalfYearly ? Cycle{"HALF_YEARLY", 6}
                                                       : Cycle{"MONTHLY", 1};
  }
  return cycle;
}

// Cycles are those of the calendar year.
Month LastOfCycle(Month month, int32_t months) {
  return month + (months - 1 - (month.month_of_year() - 1) % months);
}

Month LastSuspended(std::span<const Arrangement> arrangements, Month month) {
  while (Suspended(arrangements, month + 1)) month = month + 1;
  return month;
}

}  // namespace

absl::StatusOr<absl::btree_map<Day, FundAmounts>> DueParts(
    const Law& law, std::span<const Arrangement> arrangements, Month month,
    const FundAmounts& amounts) {
  absl::btree_map<Day, FundAmounts> parts;
  FundAmounts with_cycle = amounts;
  if (Suspended(arrangements, month)) {
    BAOPHU_ASSIGN(const Day due, law.DueDay("SUSPENSION", LastSuspended(arrangements, month)));
    parts[due][kRetirement] = amounts[kRetirement];
    with_cycle[kRetirement] = Vnd();
  }
  const Cycle cycle = CycleOf(arrangements, month);
  BAOPHU_ASSIGN(const Day due, law.DueDay(cycle.name, LastOfCycle(month, cycle.months)));
  FundAmounts& part = parts[due];
  for (size_t f = 0; f < kFundCount; ++f) part[f] += with_cycle[f];
  return parts;
}

int32_t SuspendedMonths(std::span<const Arrangement> arrangements, Month month) {
  if (!Suspended(arrangements, month)) return 0;
  const Month last = LastSuspended(arrangements, month);
  while (Suspended(arrangements, month - 1)) month = month - 1;
  return last - month + 1;
}

}  // namespace baophu::contribution
