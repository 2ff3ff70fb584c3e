#include "services/contribution/settlement/debt_steps.h"

#include "absl/container/btree_set.h"

namespace baophu::contribution {

std::vector<DebtStep> SplitByFund(std::span<const ArrearsStep> steps,
                                  std::span<const MonthDebt> debts) {
  absl::btree_set<Month> months;
  for (const ArrearsStep& step : steps) months.insert(step.from);
  for (const MonthDebt& debt : debts) months.insert(debt.month);
  std::vector<DebtStep> split;
  size_t next_step = 0;
  size_t next_debt = 0;
  AreaCode area;
  FundAmounts outstanding;
  DebtStep last;
  for (const Month month : months) {
    if (next_step < steps.size() && steps[next_step].from == month) area = steps[next_step++].area;
    if (next_debt < debts.size() && debts[next_debt].month == month) {
      outstanding = debts[next_debt++].outstanding;
    }
    const DebtStep step{month, area, area.empty() ? FundAmounts() : outstanding};
    if (step.area == last.area && step.outstanding == last.outstanding) continue;
    split.push_back(step);
    last = step;
  }
  return split;
}

void AddDebts(std::span<const DebtStep> steps, int64_t sign, AreaMonthAmounts& own) {
  const auto add = [&](Month month, const DebtStep& step, int64_t direction) {
    if (step.outstanding == FundAmounts()) return;
    FundAmounts& change = own[{step.area, month}].fund_outstanding_change;
    for (size_t f = 0; f < kFundCount; ++f) {
      change[f] += direction < 0 ? -step.outstanding[f] : step.outstanding[f];
    }
  };
  for (size_t i = 0; i < steps.size(); ++i) {
    if (i > 0) add(steps[i].from, steps[i - 1], -sign);
    add(steps[i].from, steps[i], sign);
  }
}

}  // namespace baophu::contribution
