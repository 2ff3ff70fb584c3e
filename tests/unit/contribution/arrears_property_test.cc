// The arrears rule and the sums kept of it, against a model that goes through
// every month of every payer.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>
#include <vector>

#include "services/contribution/arrears/arrears_fold.h"
#include "services/contribution/ledger/payer_id.h"
#include "services/contribution/totals/area_amounts.h"

namespace baophu::contribution {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

AreaCode Code(std::string_view text) { return AreaCode::FromTrusted(text); }
Month M(int year, int month) { return Month::FromYearMonth(year, month); }

PayerMonth Of(Month month, int64_t due_vnd, int64_t paid_vnd, std::string_view area = "11284") {
  return {month, Vnd(due_vnd), Vnd(paid_vnd), Day::FirstOf(month), Code(area)};
}

TEST(FoldArrears, OwesWhatIsDueAndNotPaid) {
  EXPECT_THAT(
      FoldArrears(std::vector<PayerMonth>{Of(M(2024, 1), 100, 0), Of(M(2024, 3), 0, 30)}, {}),
      ElementsAre(ArrearsStep{M(2024, 1), Code("11284"), Vnd(100)},
                  ArrearsStep{M(2024, 3), Code("11284"), Vnd(70)}));
}

TEST(FoldArrears, PaidAheadIsNotNegativeAndIsUsedUpLater) {
  EXPECT_THAT(FoldArrears(std::vector<PayerMonth>{Of(M(2024, 1), 0, 150), Of(M(2024, 2), 100, 0),
                                                  Of(M(2024, 3), 100, 0)},
                          {}),
              ElementsAre(ArrearsStep{M(2024, 3), Code("11284"), Vnd(50)}));
}

TEST(FoldArrears, APaymentInTheMonthOfTheDueDateLeavesNothing) {
  EXPECT_THAT(FoldArrears(std::vector<PayerMonth>{Of(M(2024, 1), 100, 100)}, {}), IsEmpty());
}

TEST(FoldArrears, LeavesOutExcludedMonthsButTheBalanceRunsOn) {
  const std::vector<PayerMonth> months = {Of(M(2024, 1), 100, 0), Of(M(2024, 4), 10, 0)};
  const std::vector<ExclusionChange> exclusions = {
      {M(2023, 1), false}, {M(2024, 3), true}, {M(2024, 6), false}};
  EXPECT_THAT(FoldArrears(months, exclusions),
              ElementsAre(ArrearsStep{M(2024, 1), Code("11284"), Vnd(100)},
                          ArrearsStep{M(2024, 3), AreaCode(), Vnd()},
                          ArrearsStep{M(2024, 6), Code("11284"), Vnd(110)}));
}

TEST(FoldArrears, TheDebtMovesToTheAreaOfTheLatestTransaction) {
  EXPECT_THAT(FoldArrears(std::vector<PayerMonth>{Of(M(2024, 1), 100, 0, "11284"),
                                                  Of(M(2024, 2), 0, 0, "11287")},
                          {}),
              ElementsAre(ArrearsStep{M(2024, 1), Code("11284"), Vnd(100)},
                          ArrearsStep{M(2024, 2), Code("11287"), Vnd(100)}));
}

TEST(StatusIsExcluded, OnlyFrozenDissolvedAndMissing) {
  for (const char* status : {"FROZEN", "DISSOLVED", "MISSING"}) {
    EXPECT_TRUE(StatusIsExcluded(status));
  }
  for (const char* status : {"ACTIVE", "SUSPENDED", "", "frozen"}) {
    EXPECT_FALSE(StatusIsExcluded(status));
  }
}

// Two provinces; district 303 goes to 304 in 2023-07; commune 11284 moves from
// 303 to 304 in 2023-04 and is abolished after 2024-06, district 304 after
// 2024-09; 11290 comes and goes and comes back under another district.
AreaCatalogue TestCatalogue() {
  const Month first = M(2019, 1);
  return AreaCatalogue({
      {Code("31"), AreaLevel::kProvince, "", AreaCode(), first, Month::Max()},
      {Code("30"), AreaLevel::kProvince, "", AreaCode(), first, M(2024, 6)},
      {Code("303"), AreaLevel::kDistrict, "", Code("31"), first, M(2023, 6)},
      {Code("304"), AreaLevel::kDistrict, "", Code("31"), first, M(2024, 9)},
      {Code("290"), AreaLevel::kDistrict, "", Code("30"), first, M(2024, 6)},
      {Code("11284"), AreaLevel::kCommune, "", Code("303"), first, M(2023, 3)},
      {Code("11284"), AreaLevel::kCommune, "", Code("304"), M(2023, 4), M(2024, 6)},
      {Code("11287"), AreaLevel::kCommune, "", Code("304"), first, Month::Max()},
      {Code("11290"), AreaLevel::kCommune, "", Code("290"), first, M(2022, 12)},
      {Code("11290"), AreaLevel::kCommune, "", Code("31"), M(2024, 7), Month::Max()},
  });
}

struct Transaction {
  PayerId payer;
  AreaCode area;
  Month period;  // Months of assessments and payments are of the day.
  Day day;
  int64_t due_vnd = 0;
  int64_t paid_vnd = 0;
};

struct Status {
  Month from;
  bool excluded;
};

// What is owed at the end of one month, straight from the definition.
struct Owed {
  AreaCode area;
  int64_t outstanding_vnd = 0;
};
Owed NaiveOwed(const std::vector<Transaction>& transactions, PayerId payer,
               const std::vector<Status>& statuses, Month month) {
  Owed owed;
  std::pair<Day, AreaCode> latest;
  for (const Transaction& t : transactions) {
    if (t.payer != payer || t.day.month() > month) continue;
    owed.outstanding_vnd += t.due_vnd - t.paid_vnd;
    // Months are compared first: the last day of the latest month wins.
    latest = std::max(latest, std::pair(t.day, t.area));
  }
  owed.area = latest.second;
  bool excluded = false;
  for (const Status& status : statuses) {
    if (status.from <= month) excluded = status.excluded;
  }
  if (excluded || owed.outstanding_vnd < 0) owed.outstanding_vnd = 0;
  return owed;
}

// Keeps sums as the service does: by differences, in any order of arrival.
class Kept {
 public:
  void Post(const AreaCatalogue& catalogue, const Transaction& t) {
    std::vector<PayerMonth>& months = months_[t.payer];
    Change(catalogue, t.payer, [&](AreaMonthAmounts& own) {
      auto at = std::find_if(months.begin(), months.end(),
                             [&](const PayerMonth& m) { return m.month >= t.day.month(); });
      if (at == months.end() || at->month != t.day.month()) {
        at = months.insert(at, {t.day.month(), Vnd(), Vnd(), Day(), AreaCode()});
      }
      at->Add(Vnd(t.due_vnd), Vnd(t.paid_vnd), t.day, t.area);
      AreaAmounts flows;
      flows.assessed[3] = Vnd(t.due_vnd);
      flows.collected = Vnd(t.paid_vnd);
      own[{t.area, t.period}] += flows;
    });
  }

  void SetStatuses(const AreaCatalogue& catalogue, PayerId payer,
                   const std::vector<Status>& statuses) {
    Change(catalogue, payer, [&](AreaMonthAmounts&) {
      exclusions_[payer].clear();
      for (const Status& s : statuses) exclusions_[payer].push_back({s.from, s.excluded});
    });
  }

  // The level or yearly sum that a query would give.
  AreaAmounts At(AreaCode area, Month month) const {
    AreaAmounts sum;
    for (const auto& [key, amounts] : totals_) {
      if (key.area != area || key.month > month) continue;
      sum.outstanding_change += amounts.outstanding_change;
      sum.in_arrears_change += amounts.in_arrears_change;
      if (key.month < month.January()) continue;
      for (size_t i = 0; i < kFundCount; ++i) sum.assessed[i] += amounts.assessed[i];
      sum.collected += amounts.collected;
    }
    return sum;
  }

  const AreaMonthAmounts& own() const { return own_; }
  const AreaMonthAmounts& totals() const { return totals_; }

 private:
  template <typename Edit>
  void Change(const AreaCatalogue& catalogue, PayerId payer, Edit edit) {
    AreaMonthAmounts own;
    const auto add = [&](int64_t sign) {
      AddArrears(FoldArrears(months_[payer], exclusions_[payer]), payer.is_employer(), sign, own);
    };
    add(-1);
    edit(own);
    add(1);
    EraseZeros(own);
    for (const auto& [key, amounts] : own) own_[key] += amounts;
    for (const auto& [key, amounts] : SpreadToAncestors(catalogue, own)) totals_[key] += amounts;
    EraseZeros(own_);
    EraseZeros(totals_);
  }

  std::map<PayerId, std::vector<PayerMonth>> months_;
  std::map<PayerId, std::vector<ExclusionChange>> exclusions_;
  AreaMonthAmounts own_;
  AreaMonthAmounts totals_;
};

bool CountsFor(const AreaCatalogue& catalogue, AreaCode code, Month month, AreaCode area) {
  for (const AncestorSpan& span : catalogue.AncestorSpans(code)) {
    if (span.from <= month && month <= span.through) {
      return std::find(span.areas.begin(), span.areas.end(), area) != span.areas.end();
    }
  }
  return false;
}

class RandomHistory : public testing::TestWithParam<uint32_t> {
 protected:
  int Draw(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }

  std::mt19937 random_{GetParam()};
};

TEST_P(RandomHistory, SumsEqualTheMonthByMonthModelInAnyOrderOfArrival) {
  const AreaCatalogue catalogue = TestCatalogue();
  const std::vector<AreaCode> leaves = {Code("11284"), Code("11287"), Code("11290"), Code("304")};
  const Month first = M(2022, 10);
  constexpr int kMonths = 30;
  std::vector<PayerId> payers;
  for (int i = 1; i <= 4; ++i) payers.push_back(PayerId::Employer(i));
  payers.push_back(*PayerId::FromName("people/5"));
  payers.push_back(*PayerId::FromName("households/6"));

  std::vector<Transaction> transactions;
  for (int i = 0; i < 60; ++i) {
    Transaction& t = transactions.emplace_back();
    t.payer = payers[static_cast<size_t>(Draw(0, static_cast<int>(payers.size()) - 1))];
    t.area = leaves[static_cast<size_t>(Draw(0, 3))];
    t.day = Day::FromNumber(Day::FirstOf(first + Draw(0, kMonths - 1)).number() + Draw(0, 27));
    t.period = t.day.month();
    if (Draw(0, 1) == 0) {
      // Corrections are below zero.
      t.due_vnd = Draw(-30, 100);
      t.period = t.period - Draw(0, 3);
    } else {
      t.paid_vnd = Draw(1, 80);
    }
  }
  std::map<PayerId, std::vector<Status>> statuses;
  for (const PayerId payer : payers) {
    if (!payer.is_employer()) continue;
    Month from = first - 1;
    for (int i = Draw(0, 4); i > 0; --i) {
      from = from + Draw(1, 8);
      statuses[payer].push_back({from, Draw(0, 1) == 1});
    }
  }

  Kept kept;
  Kept other_order;
  const auto arrive = [&](Kept& sums) {
    std::shuffle(transactions.begin(), transactions.end(), random_);
    for (size_t i = 0; i < transactions.size(); ++i) {
      sums.Post(catalogue, transactions[i]);
      const PayerId payer = transactions[i].payer;
      // Statuses arrive in between, first wrong ones and then the right ones.
      if (i == 20 && payer.is_employer()) sums.SetStatuses(catalogue, payer, {{first, true}});
      if (i == 40) {
        for (const PayerId p : payers) sums.SetStatuses(catalogue, p, statuses[p]);
      }
    }
  };
  arrive(kept);
  arrive(other_order);
  EXPECT_EQ(kept.own(), other_order.own());
  EXPECT_EQ(kept.totals(), other_order.totals());
  // Computing totals from scratch gives what was kept by differences.
  EXPECT_EQ(SpreadToAncestors(catalogue, kept.own()), kept.totals());

  for (const char* text : {"31", "30", "303", "304", "290", "11284", "11287", "11290"}) {
    const AreaCode area = Code(text);
    for (int i = -4; i < kMonths + 3; ++i) {
      const Month month = first + i;
      AreaAmounts model;
      for (const PayerId payer : payers) {
        const Owed owed = NaiveOwed(transactions, payer, statuses[payer], month);
        if (owed.outstanding_vnd == 0 || !CountsFor(catalogue, owed.area, month, area)) continue;
        model.outstanding_change += Vnd(owed.outstanding_vnd);
        if (payer.is_employer()) ++model.in_arrears_change;
      }
      for (const Transaction& t : transactions) {
        if (t.period < month.January() || t.period > month) continue;
        if (!CountsFor(catalogue, t.area, t.period, area)) continue;
        model.assessed[3] += Vnd(t.due_vnd);
        model.collected += Vnd(t.paid_vnd);
      }
      ASSERT_EQ(kept.At(area, month), model) << text << " in " << month.ToString();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomHistory, testing::Range<uint32_t>(1, 61));

}  // namespace
}  // namespace baophu::contribution
