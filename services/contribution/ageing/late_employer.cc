#include "services/contribution/ageing/late_employer.h"

#include <algorithm>
#include <limits>

#include "common/status/try.h"

namespace baophu::contribution {
namespace {

SortKey KeyOf(const LateEmployer& late, LateOrder order) {
  const int64_t id = late.debt->employer.number();
  const int64_t less_debt = -late.overdue.amount_vnd();
  switch (order) {
    case LateOrder::kDebt:
      return {less_debt, 0, id};
    case LateOrder::kAge:
      return {late.oldest_due.number(), less_debt, id};
    case LateOrder::kNextStep:
      return {late.next.has_value() ? late.next->day.number() : std::numeric_limits<int64_t>::max(),
              less_debt, id};
  }
  return {};
}

bool Passes(const LateEmployer& late, const LateFilter& filter, Day as_of) {
  if (late.oldest_due.number() > as_of.number() - std::max(filter.min_days, 1)) return false;
  if (late.overdue < filter.min_debt) return false;
  if (late.arrears_class == nullptr) return filter.classes.empty();
  if (filter.for_publication && !late.arrears_class->status.empty()) return false;
  return filter.classes.empty() || std::find(filter.classes.begin(), filter.classes.end(),
                                             late.arrears_class->code) != filter.classes.end();
}

}  // namespace

absl::StatusOr<std::vector<LateEmployer>> ListLate(const ArrearsPicture& picture,
                                                   const ArrearsClasses& classes,
                                                   const LegalStepRules& steps,
                                                   const LateFilter& filter, LateOrder order) {
  const Day as_of = picture.at.as_of;
  BAOPHU_ASSIGN(const ClassesOfMonth of_month, classes.Of(as_of.month()));
  const Officers officers(picture.assignments, *picture.areas, as_of);
  std::vector<LateEmployer> listed;
  for (const EmployerDebt& debt : picture.debts) {
    const std::optional<Day> oldest_due = debt.OldestDue(as_of);
    if (!oldest_due.has_value()) continue;
    if (!filter.area.empty() && !picture.Counts(debt.area, filter.area)) continue;
    LateEmployer late;
    late.debt = &debt;
    late.officer = officers.Of(debt.employer, debt.area);
    if (!filter.officer.empty() && late.officer != filter.officer) continue;
    late.oldest_due = *oldest_due;
    late.overdue = Sum(debt.Overdue(as_of));
    late.item_count = static_cast<int32_t>(
        std::count_if(debt.items.begin(), debt.items.end(),
                      [&](const OpenItem& item) { return item.due <= as_of; }));
    const std::vector<LegalStep> in_force = picture.StepsOf(debt.employer);
    late.arrears_class = ClassOfEmployer(debt, of_month, RemindersOf(in_force), as_of);
    if (!Passes(late, filter, as_of)) continue;
    if (filter.for_publication) {
      late.officer.clear();
    } else {
      late.next = steps.Next(*oldest_due, in_force, as_of);
    }
    late.sort_key = KeyOf(late, order);
    listed.push_back(std::move(late));
  }
  std::sort(listed.begin(), listed.end(),
            [](const LateEmployer& a, const LateEmployer& b) { return a.sort_key < b.sort_key; });
  return listed;
}

}  // namespace baophu::contribution
