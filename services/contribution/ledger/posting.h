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
enum class TransactionKind { kAssessment = 1, kPayment = 2 };

// ASSESSMENT or PAYMENT.
std::string_view TransactionKindText(TransactionKind kind);

// What the payer owes, what the funds are due, what came in.
enum class Account { kReceivable = 1, kFund = 2, kCash = 3 };

// RECEIVABLE, FUND or CASH.
std::string_view AccountText(Account account);

// What one transaction does to one account: debits above zero, credits below.
struct PostingLine {
  Account account = Account::kReceivable;
  FundAmounts funds;
  Vnd unallocated;  // Money that is not yet given to a fund.

  Vnd total() const { return Sum(funds) + unallocated; }
  friend bool operator==(const PostingLine&, const PostingLine&) = default;
};

// The payer owes each fund its amount: RECEIVABLE is debited, FUND credited.
// Amounts of a correction may be below zero.
std::vector<PostingLine> AssessmentPostings(const FundAmounts& amounts);

// Money came in that is not given to a fund yet: CASH is debited, RECEIVABLE
// credited.
std::vector<PostingLine> PaymentPostings(Vnd amount);

// What the postings of one transaction mean for the sums kept of them.
struct PostedAmounts {
  Vnd due;               // Added to what the payer owes from the due date on.
  Vnd paid;              // Taken off what the payer owes.
  FundAmounts assessed;  // What the funds are due.
  Vnd collected;         // What came in.
};
PostedAmounts AmountsOf(TransactionKind kind, std::span<const PostingLine> lines);

// True when all amounts add up to zero and, in an assessment, those of each
// fund do.
bool Balances(TransactionKind kind, std::span<const PostingLine> lines);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LEDGER_POSTING_H_
