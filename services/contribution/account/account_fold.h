#ifndef BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_ACCOUNT_FOLD_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_ACCOUNT_FOLD_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "services/contribution/account/account.h"
#include "services/contribution/law/law.h"

// Where a payer's money goes, and what interest its late contributions bear.
// Pure, and the same whatever the order in which transactions became known.
//
// On each day, all money that came in by then less what was given to interest
// pays the contributions of all months that have begun by then: the earliest due
// date first, then the earlier month, then by fund as allocation_order.csv says.
// So what a payer owes at the end of a day is what fell due by then less that
// money. A month that becomes known late takes money back from months that are
// due later; each such step is a line of its own, so nothing is netted.
//
// Money of a day on or after a decision on a worker who left pays what is due of
// that worker first; it stays there unless less money is left than all these have.
//
// Interest is charged at the end of a month (or on its first day, while the law
// charges by the month) on what was late, by fund, rounded once, and bears no
// interest. Money that no contribution needs pays the oldest interest, and stays
// with it unless it bounces or goes back.
namespace baophu::contribution {

// Money that was given on a day, or taken back (below zero), or interest charged.
struct DerivedLine {
  TransactionKind kind = TransactionKind::kAllocation;  // IsDerived.
  Month month;  // That contributions are for, or that interest was charged in.
  Day day;      // On which it takes effect.
  FundAmounts amounts;

  friend auto operator<=>(const DerivedLine&, const DerivedLine&) = default;
};

struct ItemState {
  AssessedItem item;
  FundAmounts allocated;

  // What is still to be paid, never below zero.
  FundAmounts open() const;
};

// Interest that was charged in one month.
struct InterestItem {
  Month month;
  FundAmounts charged;
  FundAmounts waived;
  FundAmounts paid;

  FundAmounts open() const;
};

// A payer's account at the end of a day.
struct AccountState {
  Day as_of;
  std::vector<ItemState> items;           // Of months that have begun, in order of payment.
  std::vector<InterestItem> interest;     // By month.
  FundAmounts accrued;                    // Interest borne by then that is not charged yet.
  std::vector<FundAmounts> leavers_paid;  // What is paid of each of the leavers' parts.
  // Money that nothing needed yet; below zero only when more went back than came in.
  Vnd in_hand;
};

// Outstanding contributions by fund from a month's end on.
struct MonthDebt {
  Month month;
  FundAmounts outstanding;
};

struct AccountHistory {
  std::vector<DerivedLine> lines;  // In order; each (kind, month, day) once.
  std::vector<MonthDebt> debts;    // By month, where it differs from the month before.
  AccountState state;
  AccountState earlier_state;  // At `also_at`, where one was asked for.
};

// Computes an account to the end of `through`. Interest is charged in months up
// to `charged_through`; what later months bear is only told as accrued. The
// state at an earlier day `also_at` is told too.
// FAILED_PRECONDITION names a month without a rule.
absl::StatusOr<AccountHistory> FoldAccount(const PayerAccount& account, const Law& law,
                                           std::optional<Month> charged_through, Day through,
                                           std::optional<Day> also_at = std::nullopt);

// A day after which the lines of an account stay as they are but for interest.
Day LastDayOf(const PayerAccount& account);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_ACCOUNT_FOLD_H_
