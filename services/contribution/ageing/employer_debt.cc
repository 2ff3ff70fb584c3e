#include "services/contribution/ageing/employer_debt.h"

#include <algorithm>

#include "common/status/try.h"

namespace baophu::contribution {
namespace {

Vnd NotBelowZero(Vnd amount) { return std::max(amount, Vnd()); }

void AddTo(FundAmounts& sum, const FundAmounts& amounts) {
  for (size_t f = 0; f < kFundCount; ++f) sum[f] += amounts[f];
}

// Whether at the end of any day before `as_of` less had come in than had fallen due.
bool WasLate(const PayerAccount& account, Day as_of) {
  Vnd owed;
  auto money = account.money.begin();
  auto item = account.items.begin();
  while (true) {
    Day day = as_of;
    if (money != account.money.end()) day = std::min(day, money->day);
    if (item != account.items.end()) day = std::min(day, item->due);
    if (day == as_of) return false;
    for (; money != account.money.end() && money->day == day; ++money) owed += -money->amount;
    for (; item != account.items.end() && item->due == day; ++item) owed += Sum(item->amounts);
    if (owed > Vnd()) return true;
  }
}

// Gives all money that came in by `as_of` to the items that have begun, in order.
absl::StatusOr<std::vector<OpenItem>> OpenItemsWithoutInterest(const PayerAccount& account,
                                                               const Law& law, Day as_of) {
  Vnd left;
  for (const MoneyEvent& event : account.money) {
    if (event.day <= as_of) left += event.amount;
  }
  for (const AssessedItem& item : account.items) {
    if (item.due > as_of) break;
    for (const Vnd amount : item.amounts) left += NotBelowZero(-amount);
  }
  left = NotBelowZero(left);
  std::vector<OpenItem> items;
  for (const AssessedItem& item : account.items) {
    if (item.effective() > as_of) continue;
    OpenItem open{item.period, item.due, {}};
    BAOPHU_ASSIGN(const FundOrder order, law.FundOrderOf(item.period));
    for (const size_t fund : order) {
      const Vnd assessed = NotBelowZero(item.amounts[fund]);
      const Vnd given = std::min(left, assessed);
      left = left - given;
      open.open[fund] = assessed - given;
    }
    if (open.open != FundAmounts()) items.push_back(open);
  }
  return items;
}

}  // namespace

FundAmounts EmployerDebt::Overdue(Day as_of) const {
  FundAmounts sum;
  for (const OpenItem& item : items) {
    if (item.due <= as_of) AddTo(sum, item.open);
  }
  return sum;
}

FundAmounts EmployerDebt::NotYetDue(Day as_of) const {
  FundAmounts sum;
  for (const OpenItem& item : items) {
    if (item.due > as_of) AddTo(sum, item.open);
  }
  return sum;
}

std::optional<Day> EmployerDebt::OldestDue(Day as_of) const {
  if (items.empty() || items.front().due > as_of) return std::nullopt;
  return items.front().due;
}

bool EmployerDebt::owes_nothing() const {
  return items.empty() && interest == Vnd() && accrued_interest == Vnd() && penalty == Vnd();
}

absl::StatusOr<EmployerDebt> DebtOf(const PayerAccount& account, const Law& law,
                                    std::optional<Month> charged_through, Day as_of) {
  EmployerDebt debt;
  debt.penalty = account.penalties - account.penalties_paid;
  if (!WasLate(account, as_of)) {
    BAOPHU_ASSIGN(debt.items, OpenItemsWithoutInterest(account, law, as_of));
    return debt;
  }
  // The fold accrues interest up to the last day on which anything happens: an event
  // without money makes that the day itself.
  PayerAccount to_the_day = account;
  to_the_day.money.push_back({as_of, Vnd()});
  BAOPHU_ASSIGN(const AccountHistory history, FoldAccount(to_the_day, law, charged_through, as_of));
  for (const ItemState& state : history.state.items) {
    const FundAmounts open = state.open();
    if (open == FundAmounts()) continue;
    debt.items.push_back({state.item.period, state.item.due, open});
  }
  for (const InterestItem& item : history.state.interest) debt.interest += Sum(item.open());
  debt.accrued_interest = Sum(history.state.accrued);
  return debt;
}

}  // namespace baophu::contribution
