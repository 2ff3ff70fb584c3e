#include "services/contribution/ageing/employer_debt.h"

#include <algorithm>

#include "common/status/try.h"

namespace baophu::contribution {
namespace {

Vnd NotBelowZero(Vnd amount) { return std::max(amount, Vnd()); }

void AddTo(FundAmounts& sum, const FundAmounts& amounts) {
  for (size_t f = 0; f < kFundCount; ++f) sum[f] += amounts[f];
}

Vnd Assessed(const AssessedItem& item) { return Sum(item.amounts); }

// Whether less had come in than had fallen due when some day of `from` to `as_of`
// began.
bool WasLateFrom(const PayerAccount& account, Day from, Day as_of) {
  Vnd owed;
  auto money = account.money.begin();
  auto item = account.items.begin();
  while (true) {
    Day day = as_of;
    if (money != account.money.end()) day = std::min(day, money->day);
    if (item != account.items.end()) day = std::min(day, item->due);
    if (owed > Vnd() && day >= from) return true;
    if (day == as_of) return false;
    for (; money != account.money.end() && money->day == day; ++money) owed += -money->amount;
    for (; item != account.items.end() && item->due == day; ++item) owed += Assessed(*item);
  }
}

// By which methods any fund charges interest in a month; both where the law has no
// row, for then nothing is known.
struct Methods {
  bool monthly = false;
  bool daily = false;
};
Methods MethodsOf(const Law& law, Month month) {
  Methods methods;
  for (size_t f = 0; f < kFundCount; ++f) {
    const absl::StatusOr<InterestRate> rate = law.InterestOf(f, month);
    methods.monthly |= !rate.ok() || rate->method == InterestMethod::kMonthly;
    methods.daily |= !rate.ok() || rate->method == InterestMethod::kDaily;
  }
  return methods;
}

// False only where nothing bore interest by the end of `as_of`: in months that are
// charged by the month nothing was due two months before and open, and in those
// that are charged by the day nothing was late at all.
bool MayHaveBorneInterest(const PayerAccount& account, const Law& law, Day as_of) {
  if (account.items.empty()) return false;
  Vnd owed;
  auto money = account.money.begin();
  auto item = account.items.begin();
  for (Month month = item->due.month(); month <= as_of.month(); month = month + 1) {
    const Day first = Day::FirstOf(month);
    for (; item != account.items.end() && item->due.month() + 2 <= month; ++item) {
      owed += Assessed(*item);
    }
    for (; money != account.money.end() && money->day < first; ++money) owed += -money->amount;
    const Methods methods = MethodsOf(law, month);
    if (methods.monthly && owed > Vnd()) return true;
    if (methods.daily) return WasLateFrom(account, first, as_of);
  }
  return false;
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
  if (!MayHaveBorneInterest(account, law, as_of)) {
    BAOPHU_ASSIGN(debt.items, OpenItemsWithoutInterest(account, law, as_of));
    return debt;
  }
  BAOPHU_ASSIGN(const AccountHistory history, FoldAccount(account, law, charged_through, as_of));
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
