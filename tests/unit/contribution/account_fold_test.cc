// Where a payer's money goes and what interest it owes: the worked examples of
// the agency's letters, and what must hold of any account.

#include "services/contribution/account/account_fold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "services/contribution/arrears/arrears_fold.h"
#include "services/contribution/settlement/debt_steps.h"

namespace baophu::contribution {
namespace {

using ::testing::IsEmpty;

const Law& TheLaw() {
  static const auto* const kLaw = new Law(*Law::Load("deploy/config/contribution"));
  return *kLaw;
}

Day DayOf(const std::string& text) { return *Day::Parse(text); }
Month MonthOf(const std::string& text) { return *Month::Parse(text); }

FundAmounts In(size_t fund, int64_t amount_vnd) {
  FundAmounts amounts;
  amounts[fund] = Vnd(amount_vnd);
  return amounts;
}

struct Entry {
  TransactionKind kind;
  Month month;
  Day day;
  FundAmounts funds;
  Vnd amount;
  int64_t leaver = 0;  // Not a transaction: what goes first of a worker who left.
};

Entry Owes(const std::string& month, const std::string& due, size_t fund, int64_t amount_vnd) {
  return {TransactionKind::kAssessment, MonthOf(month), DayOf(due), In(fund, amount_vnd), Vnd()};
}
Entry Pays(const std::string& day, int64_t amount_vnd) {
  return {TransactionKind::kPayment, DayOf(day).month(), DayOf(day), {}, Vnd(amount_vnd)};
}
Entry Bounces(const std::string& day, int64_t amount_vnd) {
  return {TransactionKind::kReversal, DayOf(day).month(), DayOf(day), {}, Vnd(amount_vnd)};
}

// Of a worker who leaves, decided on a day. No transaction has a kind of its own.
Entry Leaves(int64_t person, const std::string& day, const std::string& month, size_t fund,
             int64_t amount_vnd) {
  return {TransactionKind::kAllocation, MonthOf(month), DayOf(day),
          In(fund, amount_vnd),         Vnd(),          person};
}

PayerAccount AccountFrom(const std::vector<Entry>& entries) {
  AccountBuilder builder;
  std::vector<LeaverPart> leavers;
  for (const Entry& entry : entries) {
    if (entry.leaver != 0) {
      leavers.push_back({entry.day, entry.leaver, entry.month, entry.funds});
      continue;
    }
    builder.Add(entry.kind, entry.month, entry.day,
                MakePostings(entry.kind, entry.funds, entry.amount, false));
  }
  PayerAccount account = builder.Build();
  std::sort(leavers.begin(), leavers.end());
  account.decisions.leavers = std::move(leavers);
  return account;
}

AccountHistory Fold(const std::vector<Entry>& entries, Day through,
                    std::optional<Month> charged_through = Month::Max()) {
  absl::StatusOr<AccountHistory> history =
      FoldAccount(AccountFrom(entries), TheLaw(), charged_through, through);
  EXPECT_EQ(history.status().message(), "");
  return *history;
}

Vnd Charged(const AccountHistory& history, const std::string& day) {
  Vnd charged;
  for (const DerivedLine& line : history.lines) {
    if (line.kind == TransactionKind::kInterest && line.day == DayOf(day)) {
      charged += Sum(line.amounts);
    }
  }
  return charged;
}

Vnd Open(const AccountState& state) {
  Vnd open;
  for (const ItemState& item : state.items) open += Sum(item.open());
  return open;
}

// Official letter 1379/BHXH-BT: social insurance of 100 million for January and for
// February 2020, health insurance of 15 and 20 million; nothing is paid.
TEST(AccountFold, ChargesByTheMonthAsTheLetterDoes) {
  const AccountHistory history = Fold({Owes("2020-01", "2020-01-31", kRetirement, 100'000'000),
                                       Owes("2020-02", "2020-02-29", kRetirement, 100'000'000),
                                       Owes("2020-01", "2020-01-31", kHealth, 15'000'000),
                                       Owes("2020-02", "2020-02-29", kHealth, 20'000'000)},
                                      DayOf("2020-04-01"));
  EXPECT_EQ(Charged(history, "2020-03-01"), Vnd(966'600 + 146'490));
  EXPECT_EQ(Charged(history, "2020-04-01"), Vnd(1'933'200 + 341'810));
}

TEST(AccountFold, ChargesNothingOnWhatAQuarterlyPayerDoesNotOweYet) {
  const AccountHistory history = Fold({Owes("2020-03", "2020-03-31", kRetirement, 140'000'000),
                                       Owes("2020-04", "2020-06-30", kRetirement, 100'000'000),
                                       Owes("2020-05", "2020-06-30", kRetirement, 110'000'000)},
                                      DayOf("2020-06-01"));
  EXPECT_EQ(Charged(history, "2020-06-01"), Vnd(1'353'240));
}

TEST(AccountFold, ChargesByTheDayUntilTheDayOfPayment) {
  // July 2025 is due on 31 August: late for ten days when it is paid on 11 September.
  const AccountHistory paid = Fold(
      {Owes("2025-07", "2025-08-31", kRetirement, 100'000'000), Pays("2025-09-11", 100'000'000)},
      DayOf("2025-09-30"));
  EXPECT_EQ(Charged(paid, "2025-09-30"), Vnd(300'000));
  const AccountHistory unpaid =
      Fold({Owes("2025-07", "2025-08-31", kRetirement, 1'000'000'000)}, DayOf("2025-09-30"));
  EXPECT_EQ(Charged(unpaid, "2025-09-30"), Vnd(9'000'000));
}

TEST(AccountFold, MovesOldDebtToTheNewRule) {
  const AccountHistory history =
      Fold({Owes("2025-03", "2025-03-31", kRetirement, 100'000'000)}, DayOf("2025-07-31"));
  EXPECT_EQ(Charged(history, "2025-05-01"), Vnd(966'600));
  EXPECT_EQ(Charged(history, "2025-06-01"), Vnd(966'600));
  EXPECT_EQ(Charged(history, "2025-07-01"), Vnd());
  EXPECT_EQ(Charged(history, "2025-07-31"), Vnd(31 * 30'000));
}

TEST(AccountFold, PaysTheEarliestDueDateFirstAndHealthFirstInAMonth) {
  const AccountHistory history = Fold(
      {Owes("2024-02", "2024-02-29", kRetirement, 10),
       Owes("2024-01", "2024-01-31", kRetirement, 30), Owes("2024-01", "2024-01-31", kHealth, 20),
       Pays("2024-02-10", 25), Pays("2024-02-20", 40)},
      DayOf("2024-02-20"), std::nullopt);
  ASSERT_EQ(history.lines.size(), 3u);
  EXPECT_EQ(history.lines[0].month, MonthOf("2024-01"));
  EXPECT_EQ(history.lines[0].day, DayOf("2024-02-10"));
  EXPECT_EQ(history.lines[0].amounts, (FundAmounts{Vnd(5), Vnd(), Vnd(), Vnd(20), Vnd()}));
  EXPECT_EQ(history.lines[1].amounts, In(kRetirement, 25));
  EXPECT_EQ(history.lines[2].month, MonthOf("2024-02"));
  EXPECT_EQ(history.lines[2].amounts, In(kRetirement, 10));
  EXPECT_EQ(history.state.in_hand, Vnd(5));
}

TEST(AccountFold, AMonthThatBecomesKnownLateTakesMoneyBackByALineOfItsOwn) {
  // Paid ahead for a quarter in January; February, due earlier, needs the money.
  const AccountHistory history =
      Fold({Owes("2024-01", "2024-03-31", kRetirement, 100),
            Owes("2024-02", "2024-02-29", kRetirement, 60), Pays("2024-01-20", 100)},
           DayOf("2024-02-29"), std::nullopt);
  std::map<std::pair<std::string, std::string>, int64_t> given;
  for (const DerivedLine& line : history.lines) {
    given[{line.month.ToString(), line.day.ToString()}] = Sum(line.amounts).amount_vnd();
  }
  const std::map<std::pair<std::string, std::string>, int64_t> wanted = {
      {{"2024-01", "2024-01-20"}, 100},
      {{"2024-01", "2024-02-01"}, -60},
      {{"2024-02", "2024-02-01"}, 60}};
  EXPECT_EQ(given, wanted);
}

TEST(AccountFold, InterestGetsOnlyWhatContributionsDoNotNeedAndKeepsIt) {
  const std::vector<Entry> entries = {Owes("2024-01", "2024-01-31", kRetirement, 100'000'000),
                                      Pays("2024-03-10", 100'500'000),
                                      Owes("2024-04", "2024-04-30", kRetirement, 1'000'000)};
  const AccountHistory history = Fold(entries, DayOf("2024-04-30"));
  EXPECT_EQ(Charged(history, "2024-03-01"), Vnd(966'600));
  ASSERT_EQ(history.state.interest.size(), 1u);
  EXPECT_EQ(Sum(history.state.interest[0].paid), Vnd(500'000));
  EXPECT_EQ(Sum(history.state.interest[0].open()), Vnd(466'600));
  EXPECT_EQ(Open(history.state), Vnd(1'000'000));
  EXPECT_EQ(history.state.in_hand, Vnd());
}

TEST(AccountFold, InterestThatIsNotChargedYetIsToldAsAccrued) {
  const AccountHistory history = Fold(
      {Owes("2025-07", "2025-08-31", kRetirement, 100'000'000), Pays("2025-10-05", 150'000'000)},
      DayOf("2025-10-31"), MonthOf("2025-08"));
  EXPECT_THAT(history.state.interest, IsEmpty());
  EXPECT_EQ(Sum(history.state.accrued), Vnd((30 + 4) * 30'000));
  EXPECT_EQ(history.state.in_hand, Vnd(50'000'000));
}

TEST(AccountFold, InterestIsAccruedToTheDayInsideAMonthToo) {
  const std::vector<Entry> entries = {Owes("2025-07", "2025-08-31", kRetirement, 100'000'000)};
  EXPECT_EQ(Sum(Fold(entries, DayOf("2025-09-10")).state.accrued), Vnd(300'000));
  EXPECT_EQ(Sum(Fold(entries, DayOf("2025-10-05")).state.accrued), Vnd(150'000));
}

TEST(AccountFold, ABouncedPaymentOpensWhatItPaid) {
  const std::vector<Entry> entries = {Owes("2024-01", "2024-01-31", kRetirement, 100),
                                      Pays("2024-01-20", 100), Bounces("2024-02-05", 100)};
  EXPECT_EQ(Open(Fold(entries, DayOf("2024-02-04")).state), Vnd());
  const AccountHistory after = Fold(entries, DayOf("2024-02-05"));
  EXPECT_EQ(Open(after.state), Vnd(100));
  EXPECT_EQ(after.state.in_hand, Vnd());
}

TEST(AccountFold, AWaiverTakesInterestOffAndIsNoOverwriting) {
  std::vector<Entry> entries = {Owes("2025-07", "2025-08-31", kRetirement, 100'000'000)};
  entries.push_back({TransactionKind::kInterestWaiver, MonthOf("2025-09"), DayOf("2025-10-15"),
                     In(kRetirement, 400'000), Vnd()});
  const AccountState before = Fold(entries, DayOf("2025-10-14")).state;
  ASSERT_EQ(before.interest.size(), 1u);
  EXPECT_EQ(Sum(before.interest[0].open()), Vnd(900'000));
  const AccountState after = Fold(entries, DayOf("2025-10-15")).state;
  EXPECT_EQ(Sum(after.interest[0].charged), Vnd(900'000));
  EXPECT_EQ(Sum(after.interest[0].open()), Vnd(500'000));
}

TEST(AccountFold, MoneyPaysWorkersWhoLeftFirstOnceTheyAreDue) {
  const std::vector<Entry> entries = {Owes("2024-01", "2024-01-31", kRetirement, 100),
                                      Owes("2024-02", "2024-02-29", kRetirement, 100),
                                      Owes("2024-03", "2024-03-31", kRetirement, 100),
                                      Leaves(7, "2024-03-05", "2024-02", kRetirement, 10),
                                      Leaves(7, "2024-03-05", "2024-03", kRetirement, 20),
                                      Pays("2024-03-01", 30),
                                      Pays("2024-03-10", 15),
                                      Pays("2024-04-02", 25)};
  const auto allocated = [&](const std::string& day) {
    std::vector<int64_t> amounts;
    for (const ItemState& item : Fold(entries, DayOf(day), std::nullopt).state.items) {
      amounts.push_back(Sum(item.allocated).amount_vnd());
    }
    return amounts;
  };
  // What came before the decision stays with the oldest month.
  EXPECT_EQ(allocated("2024-03-09"), (std::vector<int64_t>{30, 0, 0}));
  // March is not due, so only February's part goes first.
  EXPECT_EQ(allocated("2024-03-10"), (std::vector<int64_t>{35, 10, 0}));
  EXPECT_EQ(allocated("2024-04-02"), (std::vector<int64_t>{40, 10, 20}));
  const AccountState state = Fold(entries, DayOf("2024-04-02"), std::nullopt).state;
  ASSERT_EQ(state.leavers_paid.size(), 2u);
  EXPECT_EQ(Sum(state.leavers_paid[0]), Vnd(10));
  EXPECT_EQ(Sum(state.leavers_paid[1]), Vnd(20));
}

TEST(AccountFold, ALeaverOfAMonthThatIsPaidIsPaid) {
  const std::vector<Entry> entries = {Owes("2024-01", "2024-01-31", kRetirement, 100),
                                      Leaves(7, "2024-02-05", "2024-01", kRetirement, 10),
                                      Pays("2024-02-03", 95), Pays("2024-02-10", 5)};
  EXPECT_EQ(Sum(Fold(entries, DayOf("2024-02-10")).state.leavers_paid[0]), Vnd(10));
  // A bounce of money that others were paid with leaves the leaver's part.
  std::vector<Entry> bounced = entries;
  bounced.push_back(Bounces("2024-02-20", 95));
  const AccountState state = Fold(bounced, DayOf("2024-02-20")).state;
  EXPECT_EQ(Sum(state.items[0].allocated), Vnd(5));
  EXPECT_EQ(Sum(state.leavers_paid[0]), Vnd(5));
}

// Any history of a few years, over both rules of interest.
std::vector<Entry> AnyHistory(std::mt19937& random) {
  const auto pick = [&](int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random);
  };
  const Month first = Month::FromYearMonth(2024, pick(1, 12));
  std::vector<Entry> entries;
  const int count = pick(1, 40);
  std::vector<Entry> standing;  // Payments that did not bounce.
  for (int i = 0; i < count; ++i) {
    const Month month = first + pick(0, 23);
    const Day day = Day::FromNumber(Day::FirstOf(month).number() + pick(0, 27));
    const int kind = pick(0, 10);
    if (kind == 10) {
      entries.push_back({TransactionKind::kAllocation, month, day,
                         In(static_cast<size_t>(pick(0, 4)), pick(1, 3'000'000)), Vnd(), i + 1});
      continue;
    }
    if (kind < 5) {
      // Corrections may be below zero; some months are due much later.
      const int64_t amount_vnd = pick(kind == 0 ? -9'000'000 : 0, 9'000'000);
      entries.push_back({TransactionKind::kAssessment, month,
                         Day::LastOf(month + (pick(0, 4) == 0 ? pick(1, 5) : 0)),
                         In(static_cast<size_t>(pick(0, 4)), amount_vnd), Vnd()});
    } else if (kind < 9 || standing.empty()) {
      const Vnd amount(pick(1, 12'000'000));
      entries.push_back({TransactionKind::kPayment, day.month(), day, {}, amount});
      standing.push_back(entries.back());
    } else {
      const Entry bounced = standing.back();
      standing.pop_back();
      const Day bounced_on = Day::FromNumber(bounced.day.number() + pick(0, 60));
      entries.push_back(
          {TransactionKind::kReversal, bounced_on.month(), bounced_on, {}, bounced.amount});
    }
  }
  return entries;
}

Day EndOf(const std::vector<Entry>& entries) {
  return std::max(LastDayOf(AccountFrom(entries)), Day::LastOf(entries.front().day.month()));
}

class AnyAccount : public testing::Test {
 protected:
  void ForAny(const std::function<void(std::mt19937&, const std::vector<Entry>&)>& check) {
    for (int round = 0; round < 300 && !HasFailure(); ++round) {
      const uint32_t seed = std::random_device()();
      SCOPED_TRACE(seed);
      std::mt19937 random(seed);
      check(random, AnyHistory(random));
    }
  }
};

bool SameState(const AccountState& a, const AccountState& b) {
  const auto text = [](const AccountState& state) {
    std::string all = std::to_string(state.in_hand.amount_vnd());
    const auto add = [&](const FundAmounts& amounts) {
      for (const Vnd amount : amounts) all += "," + std::to_string(amount.amount_vnd());
    };
    for (const ItemState& item : state.items) {
      all += "|" + item.item.period.ToString() + item.item.due.ToString();
      add(item.item.amounts);
      add(item.allocated);
    }
    for (const InterestItem& item : state.interest) {
      all += "#" + item.month.ToString();
      add(item.charged);
      add(item.paid);
    }
    add(state.accrued);
    return all;
  };
  return text(a) == text(b);
}

TEST_F(AnyAccount, DoesNotDependOnTheOrderOfArrival) {
  ForAny([](std::mt19937& random, const std::vector<Entry>& entries) {
    const Day end = EndOf(entries);
    const AccountHistory history = Fold(entries, end);
    std::vector<Entry> shuffled = entries;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    const AccountHistory other = Fold(shuffled, end);
    EXPECT_EQ(history.lines, other.lines);
    EXPECT_TRUE(SameState(history.state, other.state));
  });
}

TEST_F(AnyAccount, OfADayIsWhatItsOwnPastMakes) {
  ForAny([](std::mt19937& random, const std::vector<Entry>& entries) {
    const Day end = EndOf(entries);
    const Day as_of =
        Day::FromNumber(end.number() - std::uniform_int_distribution<int>(0, 700)(random));
    // Nothing that takes effect later is known.
    std::vector<Entry> past;
    for (const Entry& entry : entries) {
      const bool assessment = entry.kind == TransactionKind::kAssessment;
      const Day effective =
          assessment ? AssessedItem{entry.month, entry.day, {}}.effective() : entry.day;
      if (effective <= as_of) past.push_back(entry);
    }
    const AccountHistory whole = Fold(entries, end);
    const AccountHistory cut = Fold(entries, as_of);
    const AccountHistory alone = Fold(past, as_of);
    EXPECT_EQ(cut.lines, alone.lines);
    EXPECT_TRUE(SameState(cut.state, alone.state));
    std::vector<DerivedLine> until;
    for (const DerivedLine& line : whole.lines) {
      if (line.day <= as_of) until.push_back(line);
    }
    EXPECT_EQ(until, cut.lines);
  });
}

TEST_F(AnyAccount, NeverGivesMoreThanCameInOrIsDue) {
  ForAny([](std::mt19937&, const std::vector<Entry>& entries) {
    const AccountHistory history = Fold(entries, EndOf(entries));
    Vnd allocated, interest_paid, credit, paid;
    for (const ItemState& item : history.state.items) {
      for (size_t f = 0; f < kFundCount; ++f) {
        EXPECT_GE(item.allocated[f], Vnd());
        EXPECT_LE(item.allocated[f], std::max(item.item.amounts[f], Vnd()));
        allocated += item.allocated[f];
        credit += std::max(-item.item.amounts[f], Vnd());
      }
    }
    for (const InterestItem& item : history.state.interest) {
      for (size_t f = 0; f < kFundCount; ++f) EXPECT_LE(item.paid[f], item.charged[f]);
      interest_paid += Sum(item.paid);
    }
    for (const Entry& entry : entries) {
      if (entry.kind == TransactionKind::kPayment) paid += entry.amount;
      if (entry.kind == TransactionKind::kReversal) paid = paid - entry.amount;
    }
    EXPECT_GE(history.state.in_hand, Vnd());
    EXPECT_EQ(allocated + interest_paid + history.state.in_hand, paid + credit);
  });
}

// The same rule by the arrears fold, which knows neither funds nor items.
TEST_F(AnyAccount, OwesAtMonthsEndsWhatTheArrearsRuleSays) {
  ForAny([](std::mt19937&, const std::vector<Entry>& entries) {
    const AccountHistory history = Fold(entries, EndOf(entries));
    std::map<Month, PayerMonth> months;
    const auto add = [&](Vnd due, Vnd paid, Day day) {
      PayerMonth& month = months[day.month()];
      month.month = day.month();
      month.Add(due, paid, day, *AreaCode::Parse("303"));
    };
    for (const Entry& entry : entries) {
      switch (entry.kind) {
        case TransactionKind::kAssessment:
          add(Sum(entry.funds), Vnd(), entry.day);
          break;
        case TransactionKind::kAllocation:
          break;
        case TransactionKind::kPayment:
          add(Vnd(), entry.amount, entry.day);
          break;
        default:
          add(Vnd(), -entry.amount, entry.day);
      }
    }
    for (const DerivedLine& line : history.lines) {
      if (line.kind == TransactionKind::kInterestAllocation) {
        add(Vnd(), -Sum(line.amounts), line.day);
      }
    }
    std::vector<PayerMonth> in_order;
    for (const auto& [month, amounts] : months) in_order.push_back(amounts);
    const std::vector<ArrearsStep> steps = FoldArrears(in_order, {});
    const std::vector<DebtStep> split = SplitByFund(steps, history.debts);
    const auto at = [](const auto& all, Month month, const auto& value) {
      Vnd outstanding;
      for (const auto& step : all) {
        if (step.from <= month) outstanding = value(step);
      }
      return outstanding;
    };
    for (const auto& [month, amounts] : months) {
      EXPECT_EQ(at(split, month, [](const DebtStep& step) { return Sum(step.outstanding); }),
                at(steps, month, [](const ArrearsStep& step) { return step.outstanding; }))
          << month.ToString();
    }
  });
}

// Interest by walking through each day, with what the lines left open on it.
TEST_F(AnyAccount, IsChargedWhatEachDayBears) {
  ForAny([](std::mt19937&, const std::vector<Entry>& entries) {
    const PayerAccount account = AccountFrom(entries);
    const Day end = EndOf(entries);
    const AccountHistory history = Fold(entries, end);
    // Items of one month with two due dates share their lines.
    for (const AssessedItem& a : account.items) {
      for (const AssessedItem& b : account.items) {
        if (a.period == b.period && a.due != b.due) return;
      }
    }
    std::map<Month, std::map<size_t, __int128>> parts;
    const auto bear = [&](Day as_of, Day charged, InterestMethod method, auto late) {
      for (const AssessedItem& item : account.items) {
        if (!late(item)) continue;
        FundAmounts open;
        for (size_t f = 0; f < kFundCount; ++f) open[f] = std::max(item.amounts[f], Vnd());
        for (const DerivedLine& line : history.lines) {
          if (line.kind != TransactionKind::kAllocation || line.month != item.period) continue;
          if (line.day > as_of) continue;
          for (size_t f = 0; f < kFundCount; ++f) open[f] = open[f] - line.amounts[f];
        }
        for (size_t f = 0; f < kFundCount; ++f) {
          const InterestRate rate = *TheLaw().InterestOf(f, charged.month());
          if (rate.method != method) continue;
          parts[charged.month()][f] += static_cast<__int128>(open[f].amount_vnd()) * rate.rate_ppm;
        }
      }
    };
    Day first = end;
    for (const AssessedItem& item : account.items) first = std::min(first, item.due);
    for (Day day = first; day <= end; day = Day::FromNumber(day.number() + 1)) {
      bear(day, day, InterestMethod::kDaily,
           [&](const AssessedItem& item) { return item.due < day; });
      if (day == Day::FirstOf(day.month())) {
        bear(Day::FromNumber(day.number() - 1), day, InterestMethod::kMonthly,
             [&](const AssessedItem& item) { return day.month() - item.due.month() >= 2; });
      }
    }
    std::map<Month, Vnd> wanted, charged;
    for (const auto& [month, funds] : parts) {
      for (const auto& [fund, part] : funds) {
        const Vnd amount(static_cast<int64_t>((part + 500'000) / 1'000'000));
        if (amount != Vnd()) wanted[month] += amount;
      }
    }
    for (const DerivedLine& line : history.lines) {
      if (line.kind == TransactionKind::kInterest) charged[line.month] += Sum(line.amounts);
    }
    EXPECT_EQ(charged, wanted);
  });
}

}  // namespace
}  // namespace baophu::contribution
