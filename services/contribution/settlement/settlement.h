#ifndef BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_SETTLEMENT_H_
#define BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_SETTLEMENT_H_

#include <optional>
#include <span>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/status/statusor.h"
#include "services/contribution/account/account_fold.h"
#include "services/contribution/law/law.h"
#include "services/contribution/ledger/ledger_store.h"

// What follows from one payer's transactions, beside what is posted of it. Pure.
namespace baophu::contribution {

// Which derived transaction amounts belong to.
struct DerivedKey {
  TransactionKind kind = TransactionKind::kAllocation;
  Month month;
  Day day;
  AreaCode area;  // Of the payer's latest transaction up to the day.

  friend auto operator<=>(const DerivedKey&, const DerivedKey&) = default;
};
using DerivedAmounts = absl::btree_map<DerivedKey, FundAmounts>;

struct Settlement {
  DerivedAmounts due;     // What should be posted.
  DerivedAmounts posted;  // What is; neither has amounts of zero.
  std::vector<MonthDebt> debts;

  // What brings `posted` to `due`.
  DerivedAmounts Missing() const;
};

// The account that transactions of one payer and decisions make.
PayerAccount AccountOf(std::span<const ledger_store::StoredTransaction> transactions,
                       const AccountDecisions& decisions);

// `transactions` are all of one payer's. FAILED_PRECONDITION names a month that
// the law lacks.
absl::StatusOr<Settlement> Settle(std::span<const ledger_store::StoredTransaction> transactions,
                                  const AccountDecisions& decisions, const Law& law,
                                  std::optional<Month> charged_through);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_SETTLEMENT_SETTLEMENT_H_
