#ifndef BAOPHU_SERVICES_CONTRIBUTION_AGEING_EMPLOYER_DEBT_H_
#define BAOPHU_SERVICES_CONTRIBUTION_AGEING_EMPLOYER_DEBT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/area/area_code.h"
#include "services/contribution/account/account.h"
#include "services/contribution/account/account_fold.h"
#include "services/contribution/law/law.h"
#include "services/contribution/ledger/payer_id.h"

// What one employer owes at the end of a day. Pure.
namespace baophu::contribution {

// Contributions of a month that are not wholly paid.
struct OpenItem {
  Month period;
  Day due;
  FundAmounts open;

  friend bool operator==(const OpenItem&, const OpenItem&) = default;
};

// Contributions, interest and fines are never one sum.
struct EmployerDebt {
  PayerId employer;
  AreaCode area;       // Of the latest transaction up to the day.
  std::string status;  // In force in the day's month, as participant names it; may be empty.
  std::vector<OpenItem> items;  // By due date, each with something open.
  Vnd interest;                 // Charged and not paid.
  Vnd accrued_interest;         // Borne by then and not charged yet.
  Vnd penalty;                  // Set and not paid.

  // What fell due by `as_of`, by fund.
  FundAmounts Overdue(Day as_of) const;
  // What falls due later.
  FundAmounts NotYetDue(Day as_of) const;
  // Due date of the oldest item; nothing where none fell due by `as_of`.
  std::optional<Day> OldestDue(Day as_of) const;
  bool owes_nothing() const;

  friend bool operator==(const EmployerDebt&, const EmployerDebt&) = default;
};

// The amounts of a debt, from an account whose money and fines are those up to
// `as_of`: what FoldAccount tells of the end of that day. It is not asked where
// nothing has borne interest: then all money that came in pays contributions in
// their order. FAILED_PRECONDITION names a month without a rule.
absl::StatusOr<EmployerDebt> DebtOf(const PayerAccount& account, const Law& law,
                                    std::optional<Month> charged_through, Day as_of);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_AGEING_EMPLOYER_DEBT_H_
