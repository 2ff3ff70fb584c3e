#ifndef BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_DEBT_STEPS_H_
#define BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_DEBT_STEPS_H_

#include <span>
#include <vector>

#include "services/contribution/account/account_fold.h"
#include "services/contribution/arrears/arrears_fold.h"
#include "services/contribution/totals/area_amounts.h"

// Outstanding contributions by fund, in the areas in which the arrears rule has
// them. Pure.
namespace baophu::contribution {

// What is outstanding from a month on, until the next step. Its sum is that of
// the ArrearsStep of the month.
struct DebtStep {
  Month from;
  AreaCode area;  // Empty when nothing is outstanding.
  FundAmounts outstanding;

  friend bool operator==(const DebtStep&, const DebtStep&) = default;
};

// Splits what is owed by fund: the areas and months without debt are those of
// `steps`, the amounts those of `debts`.
std::vector<DebtStep> SplitByFund(std::span<const ArrearsStep> steps,
                                  std::span<const MonthDebt> debts);

// Adds what steps mean for the areas that they name, times `sign` (1 or -1).
void AddDebts(std::span<const DebtStep> steps, int64_t sign, AreaMonthAmounts& own);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_DEBT_STEPS_H_
