#ifndef BAOPHU_SERVICES_CONTRIBUTION_INTEREST_LATE_INTEREST_H_
#define BAOPHU_SERVICES_CONTRIBUTION_INTEREST_LATE_INTEREST_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/law/law.h"

// Interest on an amount that is paid late. Pure.
//
// By the month (Decision 595/QĐ-BHXH, until June 2025): charged on the first of
// each month on what was due before the month before it began, which leaves out
// the newest month's accrual: money due on 31 January is charged on 1 March for
// the first time. By the day (Law 41/2024/QH15, from July 2025): for each day
// after the due date up to and including the day asked for. Interest bears no
// interest under either. An old debt moves to the rule of each month that it
// lives through (article 141(12)).
namespace baophu::contribution {

// Consecutive months, or days, under one row of the law.
struct InterestSpan {
  InterestMethod method = InterestMethod::kMonthly;
  int64_t rate_ppm = 0;  // Millionths of the principal for each month or day.
  Day from;              // First day charged: of a month the first.
  Day through;           // Last one, likewise.
  int64_t count = 0;     // Months or days.
  Vnd interest;
  std::string_view source;  // Lives as long as the law.
};

// What `principal` of one fund, due on `due`, has borne by the end of `as_of`:
// 0 to 10^12 đồng. No spans when it was not late. Each span is rounded once,
// half away from zero. FAILED_PRECONDITION names a month without a rate.
absl::StatusOr<std::vector<InterestSpan>> LateInterest(const Law& law, size_t fund, Vnd principal,
                                                       Day due, Day as_of);

// The sum of spans.
Vnd Sum(const std::vector<InterestSpan>& spans);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_INTEREST_LATE_INTEREST_H_
