#include "services/contribution/account/statement.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_set.h"
#include "common/status/try.h"
#include "services/contribution/settlement/settlement.h"

namespace baophu::contribution {
namespace {

using ledger_store::StoredTransaction;

bool IsMoney(TransactionKind kind) {
  return kind == TransactionKind::kPayment || kind == TransactionKind::kReversal ||
         kind == TransactionKind::kRefund;
}

// Sums of an account at the end of a day.
struct Balance {
  FundAmounts principal;  // Assessed less allocated.
  FundAmounts assessed;   // Of the month asked.
  Vnd overdue;
  Vnd interest_charged;
  Vnd interest_waived;
  Vnd interest_paid;
  Vnd in_hand;

  Vnd interest() const { return interest_charged - interest_waived - interest_paid; }
};

Balance BalanceOf(const AccountState& state, Month month) {
  Balance balances;
  for (const ItemState& item : state.items) {
    for (size_t f = 0; f < kFundCount; ++f) {
      balances.principal[f] += item.item.amounts[f] - item.allocated[f];
      if (item.item.period == month) balances.assessed[f] += item.item.amounts[f];
    }
    if (item.item.due <= state.as_of) balances.overdue += Sum(item.open());
  }
  for (const InterestItem& item : state.interest) {
    balances.interest_charged += Sum(item.charged);
    balances.interest_waived += Sum(item.waived);
    balances.interest_paid += Sum(item.paid);
  }
  balances.in_hand = state.in_hand;
  return balances;
}

// What lines say more than those before.
std::vector<DerivedLine> Difference(const std::vector<DerivedLine>& now,
                                    const std::vector<DerivedLine>& before) {
  // By day first, as a statement tells them.
  using Key = std::tuple<Day, TransactionKind, Month>;
  absl::btree_map<Key, FundAmounts> sums;
  const auto add = [&](const DerivedLine& line, bool negated) {
    FundAmounts& sum = sums[{line.day, line.kind, line.month}];
    for (size_t f = 0; f < kFundCount; ++f) {
      sum[f] += negated ? -line.amounts[f] : line.amounts[f];
    }
  };
  for (const DerivedLine& line : now) add(line, false);
  for (const DerivedLine& line : before) add(line, true);
  std::vector<DerivedLine> difference;
  for (const auto& [key, amounts] : sums) {
    if (amounts == FundAmounts()) continue;
    const auto& [day, kind, month] = key;
    difference.push_back({kind, month, day, amounts});
  }
  return difference;
}

// Money that is in one account and not in another.
std::vector<const StoredTransaction*> NewMoney(const KnownAccount& now, const KnownAccount& before,
                                               Day through, Day through_before) {
  absl::flat_hash_set<int64_t> told;
  told.reserve(before.transactions.size());
  for (const StoredTransaction& transaction : before.transactions) {
    if (transaction.day <= through_before) told.insert(transaction.key.transaction_id);
  }
  std::vector<const StoredTransaction*> money;
  for (const StoredTransaction& transaction : now.transactions) {
    if (!IsMoney(transaction.kind) || transaction.day > through) continue;
    if (!told.contains(transaction.key.transaction_id)) money.push_back(&transaction);
  }
  std::stable_sort(
      money.begin(), money.end(),
      [](const StoredTransaction* a, const StoredTransaction* b) { return a->day < b->day; });
  return money;
}

AreaCode LatestArea(const KnownAccount& account, Day through) {
  const StoredTransaction* latest = nullptr;
  for (const StoredTransaction& transaction : account.transactions) {
    if (IsDerived(transaction.kind) || transaction.day > through) continue;
    if (latest == nullptr ||
        std::tie(latest->day, latest->area) <= std::tie(transaction.day, transaction.area)) {
      latest = &transaction;
    }
  }
  return latest == nullptr ? AreaCode() : latest->area;
}

}  // namespace

StatementFund Statement::total() const {
  StatementFund total;
  for (const StatementFund& fund : funds) {
    total.opening += fund.opening;
    total.assessed += fund.assessed;
    total.adjusted += fund.adjusted;
    total.allocated += fund.allocated;
    total.closing += fund.closing;
  }
  return total;
}

absl::StatusOr<Statement> MakeStatement(const KnownAccount& now, const KnownAccount* before,
                                        const Law& law, Month month) {
  const Day last = Day::LastOf(month);
  const Day last_before = Day::LastOf(month - 1);
  const PayerAccount account = AccountOf(now.transactions, now.decisions);
  BAOPHU_ASSIGN(const AccountHistory closing,
                FoldAccount(account, law, now.charged_through, last, last_before));
  AccountHistory opening;
  if (before != nullptr) {
    BAOPHU_ASSIGN(opening, FoldAccount(AccountOf(before->transactions, before->decisions), law,
                                       before->charged_through, last_before));
  } else {
    opening.state = closing.earlier_state;
    std::copy_if(closing.lines.begin(), closing.lines.end(), std::back_inserter(opening.lines),
                 [&](const DerivedLine& line) { return line.day <= last_before; });
  }
  const Balance at_end = BalanceOf(closing.state, month);
  const Balance at_start = BalanceOf(opening.state, month);

  Statement statement;
  statement.area = LatestArea(now, last);
  FundAmounts allocated;
  for (const DerivedLine& line : Difference(closing.lines, opening.lines)) {
    if (line.kind == TransactionKind::kInterest) continue;
    statement.allocations.push_back(line);
    if (line.kind != TransactionKind::kAllocation) continue;
    for (size_t f = 0; f < kFundCount; ++f) allocated[f] += line.amounts[f];
  }
  for (size_t f = 0; f < kFundCount; ++f) {
    StatementFund& fund = statement.funds[f];
    fund.opening = at_start.principal[f];
    fund.assessed = at_end.assessed[f] - at_start.assessed[f];
    fund.allocated = allocated[f];
    fund.closing = at_end.principal[f];
    fund.adjusted = fund.closing + fund.allocated - fund.opening - fund.assessed;
  }
  statement.interest.opening = at_start.interest();
  statement.interest.waived = at_end.interest_waived - at_start.interest_waived;
  statement.interest.paid = at_end.interest_paid - at_start.interest_paid;
  statement.interest.charged = at_end.interest_charged - at_start.interest_charged;
  statement.interest.closing = at_end.interest();
  statement.interest.accrued = Sum(closing.state.accrued);
  statement.opening_in_hand = at_start.in_hand;
  statement.closing_in_hand = at_end.in_hand;
  statement.money = NewMoney(now, before == nullptr ? now : *before, last, last_before);
  statement.penalty = account.penalties - account.penalties_paid;
  statement.overdue = at_end.overdue;
  return statement;
}

}  // namespace baophu::contribution
