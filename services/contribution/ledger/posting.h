#ifndef BAOPHU_SERVICES_CONTRIBUTION_LEDGER_POSTING_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LEDGER_POSTING_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "common/money/vnd.h"
#include "services/contribution/ledger/fund.h"

namespace baophu::contribution {

// What a transaction records.
enum class TransactionKind {
  kAssessment = 1,          // Contributions of a month fell to the payer.
  kPayment = 2,             // Money came in.
  kReversal = 3,            // A payment bounced.
  kRefund = 4,              // Money went back to the payer.
  kAllocation = 5,          // Money in hand was given to contributions of a month.
  kInterestAllocation = 6,  // Money in hand was given to interest of a month.
  kInterest = 7,            // Interest on what was late in a month.
  kInterestWaiver = 8,      // Interest that need not be paid.
  kPenalty = 9,             // An administrative fine.
  kPenaltyPayment = 10,     // Money came in for a fine.
};

// The names without the k, as INTEREST_ALLOCATION.
std::string_view TransactionKindText(TransactionKind kind);

// Allocations and interest follow from all other transactions of a payer and the
// law. They come from no row of a source and have no reference.
constexpr bool IsDerived(TransactionKind kind) {
  return kind == TransactionKind::kAllocation || kind == TransactionKind::kInterestAllocation ||
         kind == TransactionKind::kInterest;
}

enum class Account {
  kReceivable = 1,          // Contributions that the payer owes, less what it paid.
  kFund = 2,                // What the funds are due.
  kCash = 3,                // What came in.
  kInterestReceivable = 4,  // Interest that the payer owes.
  kInterest = 5,            // Interest that the funds earned.
  kPenaltyReceivable = 6,   // Fines that the payer owes.
  kPenalty = 7,             // Fines that were set.
  kSuspense = 8,            // Money whose payer is not known yet.
};

// The names without the k, as INTEREST_RECEIVABLE.
std::string_view AccountText(Account account);

// What one transaction does to one account: debits above zero, credits below.
struct PostingLine {
  Account account = Account::kReceivable;
  FundAmounts funds;
  Vnd unallocated;  // Money that is not yet given to a fund.

  Vnd total() const { return Sum(funds) + unallocated; }
  friend bool operator==(const PostingLine&, const PostingLine&) = default;
};

// The postings of a transaction of `kind`: `funds` of assessments, allocations
// and interest, `amount` of all others. Corrections of assessments, and of what
// is derived, may be below zero. By account. `in_suspense` is true of money without a payer.
std::vector<PostingLine> MakePostings(TransactionKind kind, const FundAmounts& funds, Vnd amount,
                                      bool in_suspense);

// What the postings of one transaction mean for the sums kept of them.
struct PostedAmounts {
  Vnd due;                // Added to the contributions that the payer owes from the due date on.
  Vnd paid;               // Taken off them: money that came in and was not given to interest.
  FundAmounts assessed;   // What the funds are due.
  FundAmounts allocated;  // Money that the funds were given for contributions.
  FundAmounts interest;   // Interest that the funds are due, less what was waived.
  FundAmounts interest_paid;  // Money that the funds were given for interest.
  Vnd collected;              // What came in, less what went back; without fines.
};
PostedAmounts AmountsOf(TransactionKind kind, std::span<const PostingLine> lines);

// True when all amounts add up to zero and, in assessments and interest, those of
// each fund do.
bool Balances(TransactionKind kind, std::span<const PostingLine> lines);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LEDGER_POSTING_H_
