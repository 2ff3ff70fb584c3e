#include "services/contribution/account/account.h"

#include <tuple>
#include <utility>

namespace baophu::contribution {
namespace {

bool GivenBefore(const AssessedItem& a, const AssessedItem& b) {
  return std::tie(a.due, a.period) < std::tie(b.due, b.period);
}

// Sums of items with the same month and due date.
std::vector<AssessedItem> Merge(std::vector<AssessedItem> items) {
  std::sort(items.begin(), items.end(), GivenBefore);
  std::vector<AssessedItem> merged;
  for (const AssessedItem& item : items) {
    if (merged.empty() || GivenBefore(merged.back(), item)) {
      merged.push_back(item);
      continue;
    }
    for (size_t i = 0; i < kFundCount; ++i) merged.back().amounts[i] += item.amounts[i];
  }
  return merged;
}

}  // namespace

void AccountBuilder::Add(TransactionKind kind, Month month, Day day,
                         std::span<const PostingLine> postings) {
  for (const PostingLine& line : postings) {
    switch (kind) {
      case TransactionKind::kAssessment:
        if (line.account == Account::kReceivable) {
          account_.items.push_back({month, day, line.funds});
        }
        break;
      case TransactionKind::kPayment:
      case TransactionKind::kReversal:
      case TransactionKind::kRefund:
        if (line.account == Account::kCash) account_.money.push_back({day, line.total()});
        break;
      case TransactionKind::kInterestWaiver:
        if (line.account == Account::kInterest) {
          account_.waivers.push_back({month, day, line.funds});
        }
        break;
      case TransactionKind::kPenalty:
        if (line.account == Account::kPenaltyReceivable) account_.penalties += line.total();
        break;
      case TransactionKind::kPenaltyPayment:
        if (line.account == Account::kCash) account_.penalties_paid += line.total();
        break;
      case TransactionKind::kAllocation:
      case TransactionKind::kInterestAllocation:
      case TransactionKind::kInterest:
        break;
    }
  }
}

PayerAccount AccountBuilder::Build() {
  account_.items = Merge(std::move(account_.items));
  std::stable_sort(account_.money.begin(), account_.money.end(),
                   [](const MoneyEvent& a, const MoneyEvent& b) { return a.day < b.day; });
  return std::move(account_);
}

}  // namespace baophu::contribution
