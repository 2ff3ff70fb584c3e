#include "services/contribution/law/wage_contribution.h"

#include <algorithm>

namespace baophu::contribution {

WageContribution ContributionOf(Vnd wage, const WageRule& rule) {
  WageContribution contribution;
  for (size_t fund = 0; fund < kFundCount; ++fund) {
    const FundRule& of_fund = rule.funds[fund];
    if (of_fund.rate_source.empty()) continue;
    FundContribution& line = contribution[fund];
    line.counted_wage = std::min(wage, of_fund.highest_wage);
    const Vnd total =
        ApplyRate(line.counted_wage, of_fund.employer_rate_bp + of_fund.employee_rate_bp);
    line.employee = ApplyRate(line.counted_wage, of_fund.employee_rate_bp);
    line.employer = total - line.employee;
  }
  return contribution;
}

}  // namespace baophu::contribution
