#include "services/contribution/ledger/posting.h"

namespace baophu::contribution {

std::string_view TransactionKindText(TransactionKind kind) {
  switch (kind) {
    case TransactionKind::kAssessment:
      return "ASSESSMENT";
    case TransactionKind::kPayment:
      return "PAYMENT";
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
  }
  return "";
}

std::vector<PostingLine> AssessmentPostings(const FundAmounts& amounts) {
  PostingLine receivable{Account::kReceivable, amounts, Vnd()};
  PostingLine fund{Account::kFund, {}, Vnd()};
  for (size_t i = 0; i < kFundCount; ++i) fund.funds[i] = -amounts[i];
  return {receivable, fund};
}

std::vector<PostingLine> PaymentPostings(Vnd amount) {
  return {{Account::kReceivable, {}, -amount}, {Account::kCash, {}, amount}};
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
        break;
      case Account::kFund:
        for (size_t i = 0; i < kFundCount; ++i) amounts.assessed[i] += -line.funds[i];
        break;
      case Account::kCash:
        amounts.collected += line.total();
        break;
    }
  }
  return amounts;
}

bool Balances(TransactionKind kind, std::span<const PostingLine> lines) {
  FundAmounts funds;
  Vnd unallocated;
  for (const PostingLine& line : lines) {
    for (size_t i = 0; i < kFundCount; ++i) funds[i] += line.funds[i];
    unallocated += line.unallocated;
  }
  if (lines.size() < 2 || Sum(funds) + unallocated != Vnd()) return false;
  return kind != TransactionKind::kAssessment || (funds == FundAmounts{} && unallocated == Vnd());
}

}  // namespace baophu::contribution
