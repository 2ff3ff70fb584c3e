#ifndef BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_VOLUNTARY_CONTRIBUTION_H_
#define BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_VOLUNTARY_CONTRIBUTION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/law/law.h"

// What a person pays for months of voluntary social insurance. Pure.
namespace baophu::contribution {

struct VoluntaryPlan {
  Vnd income;         // Chosen, a month.
  std::string group;  // Of voluntary_support.csv.
  Month first;
  int64_t months = 0;
  int64_t support_months_before = 0;  // That the state has supported so far.
  Day paid;
};

// One month of a plan.
struct VoluntaryMonth {
  Month month;
  Vnd total;    // Discounted or compounded.
  Vnd support;  // The state's part; at most the total.

  Vnd own() const { return total - support; }
};

// What the plan comes to, with the rules that decided. Texts live as long as the
// law.
struct VoluntaryContribution {
  VoluntaryPayment payment = VoluntaryPayment::kCycle;
  std::optional<Day> due;  // Last day of a cycle's payment.
  std::vector<VoluntaryMonth> months;
  Vnd total;
  Vnd support;
  int64_t supported_months = 0;
  std::string category;  // Participant's, of the cover.

  Vnd monthly;             // Rate x income, before discount and support.
  Vnd monthly_support;     // Of a month that is supported.
  int64_t rate_bp = 0;     // Of the income.
  int64_t support_bp = 0;  // Of the contribution on the floor.
  int64_t most_support_months = 0;
  Vnd lowest_income;
  Vnd highest_income;
  int64_t yield_ppm = 0;  // A month; 0 for a cycle, which nothing is taken off.
  std::string_view rate_source;
  std::string_view floor_source;
  std::string_view support_source;
  std::string_view payment_source;  // Of the cycle or lump sum.
  std::string_view yield_source;

  Vnd own() const { return total - support; }
};

// The law of the first month holds for the whole plan, for months that are past
// that of the month of payment: a rise of the poverty line inside a paid period
// changes nothing (decree 134/2015, art. 10).
//
// Ahead, month i from 1 costs rate x income / (1 + r)^(i - 1); a past month costs
// rate x income x (1 + r)^n with n the months from it to the payment. r is that of
// the month of payment. Factors have 18 decimals, each rounded half up. The sum up
// to each month is rounded half away from zero to whole đồng, and a month is the
// difference of two such sums, so that months add up to what the law's formula
// gives for all of them.
//
// INVALID_ARGUMENT names the field of a receipt at fault: income_vnd,
// support_group, from_month, months or paid_date. FAILED_PRECONDITION where the
// law has no row.
absl::StatusOr<VoluntaryContribution> ComputeVoluntary(const Law& law, const VoluntaryPlan& plan);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_VOLUNTARY_CONTRIBUTION_H_
