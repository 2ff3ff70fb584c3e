#ifndef BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_HOUSEHOLD_PREMIUM_H_
#define BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_HOUSEHOLD_PREMIUM_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/law/law.h"

// What a household pays for the health insurance of its members (BHYT hộ gia
// đình). Pure.
namespace baophu::contribution {

// A member's place in the order in which a household's members join. 1 pays in
// full. The reduction of later ones is for members who join as a household in the
// same fiscal year (năm tài chính, the calendar year of the first month).
using HouseholdRank = int64_t;
// Of one who pays in full and takes no place: whom the state supports already, or
// who joins without the household.
inline constexpr HouseholdRank kWithoutReduction = 0;
inline constexpr int64_t kMostHouseholdMembers = 50;

struct HouseholdPlan {
  std::vector<HouseholdRank> members;
  Month first;
  int64_t months = 0;
  Day paid;
};

struct MemberPremium {
  HouseholdRank rank = kWithoutReduction;
  int64_t rate_bp = 0;  // Of the base salary.
  Vnd monthly;
  Vnd total;
  std::string_view rate_source;  // Lives as long as the law.
};

struct HouseholdPremium {
  Vnd base_salary;
  Day due;
  std::string_view cycle_source;
  std::vector<MemberPremium> members;  // In the order of the plan.
  Vnd total;
};

// The base salary and rates of the first month hold for the whole period: nothing
// is charged again when the base salary rises inside it. Each member's month is
// rounded half away from zero to whole đồng. Members from the last place that
// rates.csv has pay like that one.
//
// INVALID_ARGUMENT names the field of a receipt at fault: members, months or
// paid_date. FAILED_PRECONDITION where the law has no row.
absl::StatusOr<HouseholdPremium> PremiumOf(const Law& law, const HouseholdPlan& plan);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_HOUSEHOLD_PREMIUM_H_
