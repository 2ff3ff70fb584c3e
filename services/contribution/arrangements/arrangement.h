#ifndef BAOPHU_SERVICES_CONTRIBUTION_ARRANGEMENTS_ARRANGEMENT_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ARRANGEMENTS_ARRANGEMENT_H_

#include <cstdint>
#include <span>
#include <string>

#include "absl/container/btree_map.h"
#include "absl/status/statusor.h"
#include "common/month/month.h"
#include "services/contribution/law/law.h"
#include "services/contribution/ledger/fund.h"

// When the contributions of a month are due, by what the agency agreed with the
// employer. Pure.
namespace baophu::contribution {

// As in arrangement_service.proto.
enum class ArrangementKind {
  kMonthly = 1,
  kQuarterly = 2,
  kHalfYearly = 3,
  kRetirementSuspended = 4,
  kRetirementResumed = 5,
};

// A decision on some months, both included. Of two on one month, the later one
// holds; those on the cycle and those on the suspension stand beside each other.
struct Arrangement {
  ArrangementKind kind = ArrangementKind::kMonthly;
  Month from;
  Month through = Month::Max();
  std::string decision_number;
  int64_t revision = 0;  // With which it was entered.
};

// The amounts of a month by the day on which they are due: by the end of the
// employer's cycle, and retirement that is suspended by the end of the suspension
// (due_dates.csv). `arrangements` come in the order in which they were entered.
// FAILED_PRECONDITION names a cycle or month without a row.
absl::StatusOr<absl::btree_map<Day, FundAmounts>> DueParts(
    const Law& law, std::span<const Arrangement> arrangements, Month month,
    const FundAmounts& amounts);

// How many months in a row retirement is suspended around a month; 0 where it is
// not suspended then.
int32_t SuspendedMonths(std::span<const Arrangement> arrangements, Month month);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ARRANGEMENTS_ARRANGEMENT_H_
