#ifndef BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_CYCLE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_CYCLE_H_

#include <cstdint>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/month/month.h"
#include "services/contribution/law/law.h"

namespace baophu::contribution {

// A period that a scheme is paid for at once, and until when.
struct Cycle {
  Day due;
  std::string_view source;  // Lives as long as the law.
};

// INVALID_ARGUMENT on months when the scheme has no cycle of so many.
absl::StatusOr<Cycle> CycleOf(const Law& law, SelfPaidScheme scheme, Month first, int64_t months);

// INVALID_ARGUMENT on paid_date when a payment comes after the cycle's last day.
absl::Status CheckPaidInTime(const Cycle& cycle, Day paid);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_SELF_PAID_CYCLE_H_
