#include "services/contribution/self_paid/household_premium.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/law/wage_contribution.h"
#include "services/contribution/self_paid/cycle.h"

namespace baophu::contribution {
namespace {

absl::StatusOr<Sourced<int64_t>> RateOfRank(const Law& law, HouseholdRank rank, Month month) {
  for (HouseholdRank at = std::max<HouseholdRank>(rank, 1); at > 1; --at) {
    const auto rate =
        law.RateOf(absl::StrCat("HOUSEHOLD_", at), kHealth, RatePayer::kPerson, month);
    if (rate.ok()) return rate;
  }
  return law.RateOf("HOUSEHOLD_1", kHealth, RatePayer::kPerson, month);
}

}  // namespace

absl::StatusOr<HouseholdPremium> PremiumOf(const Law& law, const HouseholdPlan& plan) {
  if (plan.members.empty() || plan.members.size() > kMostHouseholdMembers) {
    return InvalidField("members", absl::StrCat("has ", plan.members.size(), " people"),
                        absl::StrCat("name 1 to ", kMostHouseholdMembers, " members"));
  }
  for (const HouseholdRank rank : plan.members) {
    if (rank >= kWithoutReduction && rank <= kMostHouseholdMembers) continue;
    return InvalidField("members", "has a place in the household that nobody has",
                        absl::StrCat("write 1 to ", kMostHouseholdMembers,
                                     ", or 0 for one who pays without reduction"));
  }
  HouseholdPremium premium;
  BAOPHU_ASSIGN(const Cycle cycle,
                CycleOf(law, SelfPaidScheme::kHouseholdHealth, plan.first, plan.months));
  BAOPHU_TRY(CheckPaidInTime(cycle, plan.paid));
  premium.due = cycle.due;
  premium.cycle_source = cycle.source;
  BAOPHU_ASSIGN(premium.base_salary, law.BaseSalary(plan.first));
  for (const HouseholdRank rank : plan.members) {
    BAOPHU_ASSIGN(const Sourced<int64_t> rate, RateOfRank(law, rank, plan.first));
    MemberPremium member;
    member.rank = rank;
    member.rate_bp = rate.value;
    member.rate_source = rate.source;
    member.monthly = ApplyRate(premium.base_salary, rate.value);
    member.total = Vnd(member.monthly.amount_vnd() * plan.months);
    premium.total += member.total;
    premium.members.push_back(member);
  }
  return premium;
}

}  // namespace baophu::contribution
