#include "services/contribution/settlement/settlement.h"

#include <algorithm>
#include <utility>

#include "common/status/try.h"

namespace baophu::contribution {
namespace {

using ledger_store::StoredTransaction;

// Whose office a payer's latest transaction up to a day names: of several on one
// day the highest code, as the arrears rule has it.
class AreaHistory {
 public:
  explicit AreaHistory(std::span<const StoredTransaction> transactions) {
    for (const StoredTransaction& transaction : transactions) {
      if (!IsDerived(transaction.kind)) areas_.emplace_back(transaction.day, transaction.area);
    }
    std::sort(areas_.begin(), areas_.end());
  }

  // The first one's where none is up to the day.
  AreaCode At(Day day) const {
    if (areas_.empty()) return AreaCode();
    const auto after =
        std::upper_bound(areas_.begin(), areas_.end(), day,
                         [](Day value, const auto& entry) { return value < entry.first; });
    return after == areas_.begin() ? after->second : std::prev(after)->second;
  }

 private:
  std::vector<std::pair<Day, AreaCode>> areas_;
};

// The amounts of a derived transaction, as FoldAccount tells them.
FundAmounts DerivedFunds(const StoredTransaction& transaction) {
  const PostedAmounts amounts = AmountsOf(transaction.kind, transaction.postings);
  if (transaction.kind == TransactionKind::kAllocation) return amounts.allocated;
  if (transaction.kind == TransactionKind::kInterest) return amounts.interest;
  return amounts.interest_paid;
}

void Add(DerivedAmounts& sums, const DerivedKey& key, const FundAmounts& amounts, bool negated) {
  FundAmounts& sum = sums[key];
  for (size_t f = 0; f < kFundCount; ++f) sum[f] += negated ? -amounts[f] : amounts[f];
  if (sum == FundAmounts()) sums.erase(key);
}

}  // namespace

DerivedAmounts Settlement::Missing() const {
  DerivedAmounts missing = due;
  for (const auto& [key, amounts] : posted) Add(missing, key, amounts, true);
  return missing;
}

PayerAccount AccountOf(std::span<const StoredTransaction> transactions,
                       const AccountDecisions& decisions) {
  AccountBuilder builder;
  for (const StoredTransaction& transaction : transactions) {
    builder.Add(transaction.kind, transaction.month, transaction.day, transaction.postings);
  }
  PayerAccount account = builder.Build();
  account.decisions = decisions;
  return account;
}

absl::StatusOr<Settlement> Settle(std::span<const StoredTransaction> transactions,
                                  const AccountDecisions& decisions, const Law& law,
                                  std::optional<Month> charged_through) {
  const PayerAccount account = AccountOf(transactions, decisions);
  Day through = LastDayOf(account);
  if (charged_through.has_value()) through = std::max(through, Day::LastOf(*charged_through));
  BAOPHU_ASSIGN(AccountHistory history, FoldAccount(account, law, charged_through, through));
  Settlement settlement;
  const AreaHistory areas(transactions);
  for (const DerivedLine& line : history.lines) {
    Add(settlement.due, {line.kind, line.month, line.day, areas.At(line.day)}, line.amounts, false);
  }
  for (const StoredTransaction& transaction : transactions) {
    if (!IsDerived(transaction.kind)) continue;
    Add(settlement.posted, {transaction.kind, transaction.month, transaction.day, transaction.area},
        DerivedFunds(transaction), false);
  }
  settlement.debts = std::move(history.debts);
  return settlement;
}

}  // namespace baophu::contribution
