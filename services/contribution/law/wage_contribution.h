#ifndef BAOPHU_SERVICES_CONTRIBUTION_LAW_WAGE_CONTRIBUTION_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LAW_WAGE_CONTRIBUTION_H_

#include <array>

#include "common/money/vnd.h"
#include "services/contribution/law/law.h"
#include "services/contribution/ledger/fund.h"

// What one month's wage brings to each fund. Pure.
namespace baophu::contribution {

// One fund's part, as a line of an explanation.
struct FundContribution {
  Vnd counted_wage;  // The wage, or the highest one that the fund counts.
  Vnd employer;
  Vnd employee;

  Vnd total() const { return employer + employee; }
};

using WageContribution = std::array<FundContribution, kFundCount>;

// amount x rate, rounded half away from zero to whole đồng. The rate is in
// hundredths of a percent, 0 to 10,000; the amount is from 0 to 10^14.
constexpr Vnd ApplyRate(Vnd amount, int64_t rate_bp) {
  return Vnd((amount.amount_vnd() * rate_bp + 5000) / 10000);
}

// The contribution on a wage of 0 to 10^14 đồng. A fund's total is rounded
// once, on the sum of both rates; the employee's part is rounded likewise and
// the employer bears the rest, so that parts add up to totals.
WageContribution ContributionOf(Vnd wage, const WageRule& rule);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LAW_WAGE_CONTRIBUTION_H_
