#include "services/contribution/self_paid/business_owner.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/law/wage_contribution.h"
#include "services/contribution/self_paid/cycle.h"

namespace baophu::contribution {

absl::StatusOr<BusinessOwnerContribution> ComputeBusinessOwner(const Law& law, Vnd income,
                                                               Month first, int64_t months) {
  BAOPHU_ASSIGN(const Cycle cycle, CycleOf(law, SelfPaidScheme::kBusinessOwner, first, months));
  // Region 1 stands for none: no fund of this class is capped by a region.
  BAOPHU_ASSIGN(const WageRule rule,
                law.WageRuleOf({"BUSINESS_OWNER", FundingType::kEnterprise, 1}, first));
  Vnd highest = rule.lowest_wage;
  for (const FundRule& fund : rule.funds) highest = std::max(highest, fund.highest_wage);
  if (income < rule.lowest_wage || income > highest) {
    return InvalidField("income_vnd",
                        absl::StrCat("is no income that can be chosen in ", first.ToString()),
                        absl::StrCat("choose ", rule.lowest_wage.amount_vnd(), " to ",
                                     highest.amount_vnd(), " đồng"));
  }
  BusinessOwnerContribution result;
  result.due = cycle.due;
  const WageContribution contribution = ContributionOf(income, rule);
  for (size_t fund = 0; fund < kFundCount; ++fund) {
    result.monthly[fund] = contribution[fund].total();
    result.funds[fund] = Vnd(result.monthly[fund].amount_vnd() * months);
  }
  return result;
}

}  // namespace baophu::contribution
