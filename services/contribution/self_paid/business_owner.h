#ifndef BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_BUSINESS_OWNER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_BUSINESS_OWNER_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/law/law.h"

// What an owner of a registered household business (chủ hộ kinh doanh), or an
// unpaid manager, pays alone. Pure.
namespace baophu::contribution {

struct BusinessOwnerContribution {
  FundAmounts monthly{};  // By fund, of one month.
  FundAmounts funds{};    // Of all months.
  Day due;

  Vnd total() const { return Sum(funds); }
};

// The law of the first month holds for the whole cycle. INVALID_ARGUMENT names
// the field of a receipt at fault: income_vnd, from_month or months.
// FAILED_PRECONDITION where the law has no row. Late payment changes nothing
// here: unlike voluntary insurance it is a duty, and interest is charged apart.
absl::StatusOr<BusinessOwnerContribution> ComputeBusinessOwner(const Law& law, Vnd income,
                                                               Month first, int64_t months);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_BUSINESS_OWNER_H_
