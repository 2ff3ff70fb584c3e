#include "services/contribution/account/account_fold.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/container/btree_map.h"
#include "common/status/try.h"

namespace baophu::contribution {
namespace {

constexpr int64_t kPpm = 1'000'000;

// đồng x days (or months) x millionths: a large debt of many years passes 64 bits.
using InterestParts = std::array<__int128, kFundCount>;

Vnd RoundedInterest(__int128 parts) { return Vnd(static_cast<int64_t>((parts + kPpm / 2) / kPpm)); }

FundAmounts Rounded(const InterestParts& parts) {
  FundAmounts amounts;
  for (size_t f = 0; f < kFundCount; ++f) amounts[f] = RoundedInterest(parts[f]);
  return amounts;
}

void AddTo(FundAmounts& sum, const FundAmounts& amounts) {
  for (size_t f = 0; f < kFundCount; ++f) sum[f] += amounts[f];
}

Vnd NotBelowZero(Vnd amount) { return std::max(amount, Vnd()); }

Day Before(Day day) { return Day::FromNumber(day.number() - 1); }

class Folder {
 public:
  Folder(const PayerAccount& account, const Law& law, std::optional<Month> charged_through)
      : account_(account),
        law_(law),
        charged_through_(charged_through),
        money_events_(account.money) {
    // Contributions that the agency owes the payer count as money once they are due.
    for (const AssessedItem& item : account.items) {
      Vnd credit;
      for (const Vnd amount : item.amounts) credit += NotBelowZero(-amount);
      if (credit > Vnd()) money_events_.push_back({item.due, credit});
    }
    std::stable_sort(money_events_.begin(), money_events_.end(),
                     [](const MoneyEvent& a, const MoneyEvent& b) { return a.day < b.day; });
  }

  absl::StatusOr<AccountHistory> Run(Day through, std::optional<Day> also_at) {
    BAOPHU_TRY(ReadOrders());
    AccountHistory history;
    const std::vector<Day> days = DaysToVisit(through, also_at);
    if (!days.empty()) accrued_through_ = Before(days.front());
    for (const Day day : days) {
      BAOPHU_TRY(AccrueThrough(Before(day)));
      BAOPHU_TRY(ChargeOnFirst(day));
      BAOPHU_ASSIGN(const bool bears, law_.PaymentDayBearsInterest(day.month()));
      if (bears) BAOPHU_TRY(AccrueThrough(day));
      TakeMoney(day);
      Settle(day);
      BAOPHU_TRY(AccrueThrough(day));
      if (day == Day::LastOf(day.month())) {
        BAOPHU_TRY(ChargeOnLast(day));
        Settle(day);
        NoteDebt(day.month());
      }
      if (day == also_at) history.earlier_state = StateAt(day);
    }
    for (const auto& [key, amounts] : lines_) {
      if (amounts == FundAmounts()) continue;
      history.lines.push_back({key.kind, key.month, key.day, amounts});
    }
    history.debts = std::move(debts_);
    history.state = StateAt(through);
    return history;
  }

 private:
  absl::Status ReadOrders() {
    for (const AssessedItem& item : account_.items) {
      BAOPHU_ASSIGN(const FundOrder order, law_.FundOrderOf(item.period));
      orders_.push_back(order);
      allocated_.emplace_back();
      leaver_given_.emplace_back();
    }
    leaver_paid_.resize(account_.decisions.leavers.size());
    return absl::OkStatus();
  }

  // All days on which anything happens, up to `through`.
  std::vector<Day> DaysToVisit(Day through, std::optional<Day> also_at) const {
    std::vector<Day> days;
    if (also_at.has_value()) days.push_back(*also_at);
    Day first = through;
    const auto visit = [&](Day day) {
      first = std::min(first, day);
      if (day <= through) days.push_back(day);
    };
    for (const AssessedItem& item : account_.items) {
      visit(item.effective());
      visit(item.due);
    }
    for (const MoneyEvent& event : account_.money) visit(event.day);
    for (const InterestWaiver& waiver : account_.waivers) visit(waiver.day);
    // So that interest is accrued to the end of the last one.
    visit(through);
    if (!account_.items.empty()) {
      for (Month month = first.month(); month <= through.month(); month = month + 1) {
        visit(Day::FirstOf(month));
        visit(Day::LastOf(month));
      }
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
  }

  void TakeMoney(Day day) {
    for (; next_money_ < money_events_.size() && money_events_[next_money_].day <= day;
         ++next_money_) {
      money_ += money_events_[next_money_].amount;
    }
    for (const InterestWaiver& waiver : account_.waivers) {
      if (waiver.day == day) AddTo(InterestOf(waiver.month).waived, waiver.amounts);
    }
  }

  // Gives all money in hand anew and notes what differs from the day before.
  void Settle(Day day) {
    Vnd all = money_ - given_to_interest_;
    if (all < Vnd()) all += TakeInterestBack(day, -all);
    if (all < given_to_items_) {
      first_open_ = 0;
      given_to_paid_ = Vnd();
      leaver_open_ = Vnd();
      for (const FundAmounts& given : leaver_given_) leaver_open_ += Sum(given);
    }
    const Vnd fresh = money_ - money_seen_;
    money_seen_ = money_;
    const Vnd available = NotBelowZero(all) - given_to_paid_ - leaver_open_;
    GiveToLeavers(day, available < Vnd() ? available : std::min(NotBelowZero(fresh), available));
    Vnd left = NotBelowZero(all) - given_to_paid_ - leaver_open_;
    for (size_t i = first_open_; i < account_.items.size(); ++i) {
      const AssessedItem& item = account_.items[i];
      if (item.effective() > day) continue;
      FundAmounts now;
      for (const size_t fund : orders_[i]) {
        const Vnd of_leavers = leaver_given_[i][fund];
        const Vnd part = std::min(left, NotBelowZero(item.amounts[fund]) - of_leavers);
        now[fund] = of_leavers + part;
        left = left - part;
      }
      if (now == allocated_[i]) continue;
      FundAmounts& line = lines_[{TransactionKind::kAllocation, item.period, day, {}}];
      for (size_t f = 0; f < kFundCount; ++f) line[f] += now[f] - allocated_[i][f];
      allocated_[i] = now;
    }
    given_to_items_ = NotBelowZero(all) - left;
    SkipPaid(day);
    if (left > Vnd()) left = left - PayInterest(day, left);
    in_hand_ = all < Vnd() ? all : left;
  }

  // Leaves out the items at the beginning that are paid and due, so that nothing
  // can come before them and only money that goes back can open them again.
  void SkipPaid(Day day) {
    while (first_open_ < account_.items.size()) {
      const AssessedItem& item = account_.items[first_open_];
      if (item.due > day) return;
      for (size_t f = 0; f < kFundCount; ++f) {
        if (allocated_[first_open_][f] < item.amounts[f]) return;
      }
      leaver_open_ = leaver_open_ - Sum(leaver_given_[first_open_]);
      given_to_paid_ += Sum(allocated_[first_open_++]);
    }
  }

  // Gives money that just came in to what is due of workers who left; takes some
  // of that back, the newest first, where `money` is below zero.
  void GiveToLeavers(Day day, Vnd money) {
    const std::vector<LeaverPart>& parts = account_.decisions.leavers;
    for (size_t p = 0; p < parts.size() && money > Vnd(); ++p) {
      if (parts[p].decided > day) return;
      ForFundsOf(parts[p], day, [&](size_t i, size_t fund) {
        const Vnd given = std::min({money, parts[p].amounts[fund] - leaver_paid_[p][fund],
                                    account_.items[i].amounts[fund] - allocated_[i][fund]});
        if (given > Vnd()) money = money - MoveToLeaver(p, i, fund, given);
      });
    }
    for (size_t p = parts.size(); p-- > 0 && money < Vnd();) {
      ForFundsOf(parts[p], day, [&](size_t i, size_t fund) {
        const Vnd taken = std::min({-money, leaver_paid_[p][fund], leaver_given_[i][fund]});
        if (taken > Vnd()) money = money - MoveToLeaver(p, i, fund, -taken);
      });
    }
  }

  // Items of a leaver's month that are due and not known to be paid, fund by fund.
  template <typename F>
  void ForFundsOf(const LeaverPart& part, Day day, F&& visit) {
    for (size_t i = first_open_; i < account_.items.size(); ++i) {
      const AssessedItem& item = account_.items[i];
      if (item.due > day) return;
      if (item.period != part.month) continue;
      for (const size_t fund : orders_[i]) visit(i, fund);
    }
  }

  Vnd MoveToLeaver(size_t part, size_t item, size_t fund, Vnd amount) {
    leaver_paid_[part][fund] += amount;
    leaver_given_[item][fund] += amount;
    leaver_open_ += amount;
    return amount;
  }

  // What of a leaver's part is paid: all of it where its month is.
  FundAmounts PaidOf(size_t part) const {
    const LeaverPart& leaver = account_.decisions.leavers[part];
    FundAmounts paid = leaver_paid_[part];
    FundAmounts open;
    bool any = false;
    for (size_t i = 0; i < account_.items.size(); ++i) {
      if (account_.items[i].period != leaver.month) continue;
      any = true;
      AddTo(open, ItemState{account_.items[i], allocated_[i]}.open());
    }
    for (size_t f = 0; f < kFundCount; ++f) {
      if (any && open[f] == Vnd()) paid[f] = leaver.amounts[f];
    }
    return paid;
  }

  // When more money went back than contributions have, the newest interest opens
  // again. Returns what that yields, at most `money`.
  Vnd TakeInterestBack(Day day, Vnd money) {
    Vnd taken;
    for (auto item = interest_.rbegin(); item != interest_.rend(); ++item) {
      for (size_t f = 0; f < kFundCount; ++f) {
        const Vnd part = std::min(money - taken, item->paid[f]);
        if (part == Vnd()) continue;
        item->paid[f] = item->paid[f] - part;
        FundAmounts& line = lines_[{TransactionKind::kInterestAllocation, item->month, day, {}}];
        line[f] = line[f] - part;
        taken += part;
      }
    }
    given_to_interest_ = given_to_interest_ - taken;
    return taken;
  }

  Vnd PayInterest(Day day, Vnd money) {
    Vnd given;
    for (InterestItem& item : interest_) {
      const FundAmounts open = item.open();
      for (size_t f = 0; f < kFundCount; ++f) {
        const Vnd part = std::min(money - given, open[f]);
        if (part == Vnd()) continue;
        item.paid[f] += part;
        lines_[{TransactionKind::kInterestAllocation, item.month, day, {}}][f] += part;
        given += part;
      }
    }
    given_to_interest_ += given;
    return given;
  }

  // What each day after accrued_through_ bears under a rule by the day.
  absl::Status AccrueThrough(Day day) {
    while (accrued_through_ < day) {
      const Day from = Day::FromNumber(accrued_through_.number() + 1);
      const Day last = std::min(day, Day::LastOf(from.month()));
      for (size_t i = first_open_; i < account_.items.size(); ++i) {
        const AssessedItem& item = account_.items[i];
        if (item.due >= last) break;  // As are all that follow.
        const Day first = Day::FromNumber(std::max(Before(from), item.due).number() + 1);
        const int32_t days = DaysBearing(first, last);
        if (days <= 0) continue;
        BAOPHU_TRY(Accrue(i, InterestMethod::kDaily, from.month(), days));
      }
      accrued_through_ = last;
    }
    return absl::OkStatus();
  }

  // Days from `first` to `last` that are in no pause.
  int32_t DaysBearing(Day first, Day last) const {
    if (account_.decisions.pauses.empty()) return last.number() - first.number() + 1;
    int32_t days = 0;
    for (Day day = first; day <= last; day = Day::FromNumber(day.number() + 1)) {
      if (!Paused(day)) ++days;
    }
    return days;
  }
  bool Paused(Day day) const {
    return std::any_of(
        account_.decisions.pauses.begin(), account_.decisions.pauses.end(),
        [&](const InterestPause& pause) { return pause.from <= day && day <= pause.through; });
  }

  // Adds what an item bears for `count` days or months, where the law charges so.
  absl::Status Accrue(size_t i, InterestMethod method, Month month, int32_t count) {
    for (size_t f = 0; f < kFundCount; ++f) {
      const Vnd open = NotBelowZero(account_.items[i].amounts[f]) - allocated_[i][f];
      if (open == Vnd()) continue;
      BAOPHU_ASSIGN(const InterestRate rate, law_.InterestOf(f, month));
      if (rate.method != method) continue;
      parts_[f] += static_cast<__int128>(open.amount_vnd()) * count * rate.rate_ppm;
    }
    return absl::OkStatus();
  }

  // By the month: charged on its first day on what was open before it and is
  // older than the month before (Decision 595/QĐ-BHXH; see late_interest.h).
  absl::Status ChargeOnFirst(Day day) {
    if (day != Day::FirstOf(day.month()) || Paused(day)) return absl::OkStatus();
    for (size_t i = first_open_; i < account_.items.size(); ++i) {
      if (day.month() - account_.items[i].due.month() < 2) break;
      BAOPHU_TRY(Accrue(i, InterestMethod::kMonthly, day.month(), 1));
    }
    return Charge(day);
  }
  absl::Status ChargeOnLast(Day day) { return Charge(day); }

  absl::Status Charge(Day day) {
    const FundAmounts amounts = Rounded(parts_);
    parts_ = {};
    if (amounts == FundAmounts()) return absl::OkStatus();
    if (!charged_through_.has_value() || day.month() > *charged_through_) {
      AddTo(uncharged_, amounts);
      return absl::OkStatus();
    }
    AddTo(InterestOf(day.month()).charged, amounts);
    AddTo(lines_[{TransactionKind::kInterest, day.month(), day, {}}], amounts);
    return absl::OkStatus();
  }

  InterestItem& InterestOf(Month month) {
    const auto at =
        std::lower_bound(interest_.begin(), interest_.end(), month,
                         [](const InterestItem& item, Month value) { return item.month < value; });
    if (at != interest_.end() && at->month == month) return *at;
    return *interest_.insert(at, InterestItem{month, {}, {}, {}});
  }

  void NoteDebt(Month month) {
    FundAmounts outstanding;
    for (size_t i = first_open_; i < account_.items.size(); ++i) {
      const AssessedItem& item = account_.items[i];
      if (item.due.month() > month) break;
      AddTo(outstanding, ItemState{item, allocated_[i]}.open());
    }
    const bool same =
        debts_.empty() ? outstanding == FundAmounts() : debts_.back().outstanding == outstanding;
    if (!same) debts_.push_back({month, outstanding});
  }

  AccountState StateAt(Day day) const {
    AccountState state;
    state.as_of = day;
    for (size_t i = 0; i < account_.items.size(); ++i) {
      if (account_.items[i].effective() > day) continue;
      state.items.push_back({account_.items[i], allocated_[i]});
    }
    state.interest = interest_;
    state.accrued = Rounded(parts_);
    AddTo(state.accrued, uncharged_);
    state.in_hand = in_hand_;
    for (size_t p = 0; p < leaver_paid_.size(); ++p) state.leavers_paid.push_back(PaidOf(p));
    return state;
  }

  const PayerAccount& account_;
  const Law& law_;
  const std::optional<Month> charged_through_;

  std::vector<MoneyEvent> money_events_;   // By day.
  std::vector<FundOrder> orders_;          // By item.
  std::vector<FundAmounts> allocated_;     // By item.
  std::vector<FundAmounts> leaver_given_;  // Of that: by item, for workers who left.
  std::vector<FundAmounts> leaver_paid_;   // The same by part.
  Vnd leaver_open_;                        // The same of items from first_open_ on.
  Vnd money_seen_;                         // What money_ was when it was given last.
  size_t next_money_ = 0;
  size_t first_open_ = 0;  // Items before it are paid.
  Vnd given_to_paid_;      // Of those.
  Vnd given_to_items_;
  Vnd money_;
  Vnd given_to_interest_;
  Vnd in_hand_;
  Day accrued_through_;
  InterestParts parts_{};  // Of the month under way.
  FundAmounts uncharged_;  // Of months after charged_through_.
  std::vector<InterestItem> interest_;
  std::vector<MonthDebt> debts_;
  absl::btree_map<DerivedLine, FundAmounts> lines_;  // Amounts of the key are empty.
};

}  // namespace

FundAmounts ItemState::open() const {
  FundAmounts open;
  for (size_t f = 0; f < kFundCount; ++f) open[f] = NotBelowZero(item.amounts[f]) - allocated[f];
  return open;
}

FundAmounts InterestItem::open() const {
  FundAmounts open;
  for (size_t f = 0; f < kFundCount; ++f) {
    open[f] = NotBelowZero(charged[f] - waived[f] - paid[f]);
  }
  return open;
}

absl::StatusOr<AccountHistory> FoldAccount(const PayerAccount& account, const Law& law,
                                           std::optional<Month> charged_through, Day through,
                                           std::optional<Day> also_at) {
  return Folder(account, law, charged_through).Run(through, also_at);
}

Day LastDayOf(const PayerAccount& account) {
  Day last;
  for (const AssessedItem& item : account.items) {
    last = std::max({last, item.effective(), Day::LastOf(item.due.month())});
  }
  for (const MoneyEvent& event : account.money) {
    last = std::max(last, Day::LastOf(event.day.month()));
  }
  for (const InterestWaiver& waiver : account.waivers) last = std::max(last, waiver.day);
  return last;
}

}  // namespace baophu::contribution
