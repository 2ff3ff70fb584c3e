#include "services/contribution/ledger/posting.h"

#include <utility>

namespace baophu::contribution {
namespace {

FundAmounts Negated(const FundAmounts& amounts) {
  FundAmounts negated;
  for (size_t i = 0; i < kFundCount; ++i) negated[i] = -amounts[i];
  return negated;
}

// In the order in which they are stored.
std::vector<PostingLine> ByAccount(PostingLine a, PostingLine b) {
  if (b.account < a.account) std::swap(a, b);
  return {a, b};
}

// Both sides of amounts by fund.
std::vector<PostingLine> ByFund(Account debit, Account credit, const FundAmounts& funds) {
  return ByAccount({debit, funds, Vnd()}, {credit, Negated(funds), Vnd()});
}

// Both sides of an amount that no fund has.
std::vector<PostingLine> Unallocated(Account debit, Account credit, Vnd amount) {
  return ByAccount({debit, {}, amount}, {credit, {}, -amount});
}

void AddTo(FundAmounts& sum, const FundAmounts& amounts, bool negated = false) {
  for (size_t i = 0; i < kFundCount; ++i) sum[i] += negated ? -amounts[i] : amounts[i];
}

bool IsByFund(TransactionKind kind) {
  return kind == TransactionKind::kAssessment || kind == TransactionKind::kInterest ||
         kind == TransactionKind::kInterestWaiver;
}

}  // namespace

std::string_view TransactionKindText(TransactionKind kind) {
  switch (kind) {
    case TransactionKind::kAssessment:
      return "ASSESSMENT";
    case TransactionKind::kPayment:
      return "PAYMENT";
    case TransactionKind::kReversal:
      return "REVERSAL";
    case TransactionKind::kRefund:
      return "REFUND";
    case TransactionKind::kAllocation:
      return "ALLOCATION";
    case TransactionKind::kInterestAllocation:
      return "INTEREST_ALLOCATION";
    case TransactionKind::kInterest:
      return "INTEREST";
    case TransactionKind::kInterestWaiver:
      return "INTEREST_WAIVER";
    case TransactionKind::kPenalty:
      return "PENALTY";
    case TransactionKind::kPenaltyPayment:
      return "PENALTY_PAYMENT";
  }
  return "";
}

std::string_view AccountText(Account account) {
  switch (account) {
    case Account::kReceivable:
      return "RECEIVABLE";
    case Account::kFund:
      return "FUND";
    case Account::kCash:
      return "CASH";
    case Account::kInterestReceivable:
      return "INTEREST_RECEIVABLE";
    case Account::kInterest:
      return "INTEREST";
    case Account::kPenaltyReceivable:
      return "PENALTY_RECEIVABLE";
    case Account::kPenalty:
      return "PENALTY";
    case Account::kSuspense:
      return "SUSPENSE";
  }
  return "";
}

std::vector<PostingLine> MakePostings(TransactionKind kind, const FundAmounts& funds, Vnd amount,
                                      bool in_suspense) {
  const Account owner = in_suspense ? Account::kSuspense : Account::kReceivable;
  switch (kind) {
    case TransactionKind::kAssessment:
      return ByFund(Account::kReceivable, Account::kFund, funds);
    case TransactionKind::kPayment:
      return Unallocated(Account::kCash, owner, amount);
    case TransactionKind::kReversal:
    case TransactionKind::kRefund:
      return Unallocated(owner, Account::kCash, amount);
    case TransactionKind::kAllocation:
      return {{Account::kReceivable, Negated(funds), Sum(funds)}};
    case TransactionKind::kInterestAllocation:
      return {{Account::kReceivable, {}, Sum(funds)},
              {Account::kInterestReceivable, Negated(funds), Vnd()}};
    case TransactionKind::kInterest:
      return ByFund(Account::kInterestReceivable, Account::kInterest, funds);
    case TransactionKind::kInterestWaiver:
      return ByFund(Account::kInterest, Account::kInterestReceivable, funds);
    case TransactionKind::kPenalty:
      return Unallocated(Account::kPenaltyReceivable, Account::kPenalty, amount);
    case TransactionKind::kPenaltyPayment:
      return Unallocated(Account::kCash, Account::kPenaltyReceivable, amount);
  }
  return {};
}

PostedAmounts AmountsOf(TransactionKind kind, std::span<const PostingLine> lines) {
  PostedAmounts amounts;
  for (const PostingLine& line : lines) {
    switch (line.account) {
      case Account::kReceivable:
        if (kind == TransactionKind::kAssessment) {
          amounts.due += line.total();
        } else {
          amounts.paid += -line.total();
        }
        if (kind == TransactionKind::kAllocation) AddTo(amounts.allocated, line.funds, true);
        break;
      case Account::kFund:
        AddTo(amounts.assessed, line.funds, true);
        break;
      case Account::kCash:
        if (kind != TransactionKind::kPenaltyPayment) amounts.collected += line.total();
        break;
      case Account::kInterestReceivable:
        if (kind == TransactionKind::kInterestAllocation) {
          AddTo(amounts.interest_paid, line.funds, true);
        } else {
          AddTo(amounts.interest, line.funds);
        }
        break;
      case Account::kInterest:
      case Account::kPenaltyReceivable:
      case Account::kPenalty:
      case Account::kSuspense:
        break;
    }
  }
  return amounts;
}

bool Balances(TransactionKind kind, std::span<const PostingLine> lines) {
  FundAmounts funds;
  Vnd unallocated;
  for (const PostingLine& line : lines) {
    AddTo(funds, line.funds);
    unallocated += line.unallocated;
  }
  const size_t least_lines = kind == TransactionKind::kAllocation ? 1 : 2;
  if (lines.size() < least_lines || Sum(funds) + unallocated != Vnd()) return false;
  return !IsByFund(kind) || (funds == FundAmounts{} && unallocated == Vnd());
}

}  // namespace baophu::contribution
