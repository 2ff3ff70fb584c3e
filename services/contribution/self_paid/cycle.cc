#include "services/contribution/self_paid/cycle.h"

#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/fault.h"

namespace baophu::contribution {

absl::StatusOr<Cycle> CycleOf(const Law& law, SelfPaidScheme scheme, Month first, int64_t months) {
  const std::optional<Sourced<int64_t>> within = law.self_paid().PayWithin(scheme, months, first);
  if (within.has_value()) {
    return Cycle{Day::LastOf(first + static_cast<int32_t>(within->value - 1)), within->source};
  }
  const std::vector<int64_t> cycles = law.self_paid().CyclesOf(scheme, first);
  if (cycles.empty()) {
    return InvalidField("from_month",
                        absl::StrCat("is before ", SelfPaidSchemeText(scheme), " can be paid"),
                        "write a month for which payment_cycles.csv has rows");
  }
  return InvalidField(
      "months", absl::StrCat("is ", months, ", which is no cycle of ", SelfPaidSchemeText(scheme)),
      absl::StrCat("pay ", absl::StrJoin(cycles, ", "), " months"));
}

absl::Status CheckPaidInTime(const Cycle& cycle, Day paid) {
  if (paid <= cycle.due) return absl::OkStatus();
  return InvalidField("paid_date",
                      absl::StrCat("is after ", cycle.due.ToString(),
                                   ", the last day for these "
                                   "months"),
                      "let the period begin in the month of the payment, or later");
}

}  // namespace baophu::contribution
