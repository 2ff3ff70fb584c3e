// What collectors keep and win: facts of covers, and scorecards of them.

#include "services/contribution/network/scorecards/scorecard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/unit/contribution/network/network_fixture.h"

namespace baophu::contribution {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

constexpr SelfPaidScheme kScheme = SelfPaidScheme::kVoluntary;

PaidCover Cover(int64_t person, const std::string& collector, Month from, int32_t months,
                int64_t amount_vnd = 300'000, std::string_view area = "11284") {
  PaidCover cover;
  cover.person_id = person;
  cover.scheme = kScheme;
  cover.from = from;
  cover.through = from + (months - 1);
  cover.area = Code(area);
  cover.collector = collector;
  cover.paid = Day::FirstOf(from);
  cover.amount = Vnd(amount_vnd);
  return cover;
}

Facts At(const FactChanges& changes, const std::string& collector, Month month) {
  Facts sum;
  for (const auto& [key, facts] : changes.facts) {
    if (key.collector == collector && key.month == month) sum += facts;
  }
  return sum;
}

std::vector<Scorecard> Make(const ScoreQuestion& question, const FactChanges& facts,
                            const Quotas& quotas = {}) {
  const auto made = MakeScorecards(question, TheLaw(), TheNetwork(), TheAreas(), facts, quotas);
  EXPECT_EQ(made.status().message(), "");
  return *made;
}

const Scorecard& Of(const std::vector<Scorecard>& cards, const std::string& code) {
  static const auto* const kNone = new Scorecard;
  for (const Scorecard& card : cards) {
    if (card.code == code) return card;
  }
  ADD_FAILURE() << "no scorecard of " << code;
  return *kNone;
}

ScoreQuestion Question(ScoreLevel level, Month from, Month through) {
  ScoreQuestion question;
  question.level = level;
  question.months = {from, through};
  question.area = Code("31");
  question.first_open = M(2025, 1);
  return question;
}

TEST(CoverFacts, ADueCoverBelongsToTheCollectorOfTheReceiptThatEnds) {
  // A2 renews what A1 had won.
  const FactChanges facts = FactsOf(
      TheLaw(), std::vector{Cover(1, "A1", M(2024, 1), 3), Cover(1, "A2", M(2024, 4), 3)}, {});
  EXPECT_EQ(At(facts, "A1", M(2024, 1)).won, 1);
  EXPECT_EQ(At(facts, "A1", M(2024, 3)).due, 1);
  EXPECT_EQ(At(facts, "A1", M(2024, 3)).renewed, 1);
  EXPECT_EQ(At(facts, "A2", M(2024, 4)).continued, 1);
  EXPECT_EQ(At(facts, "A2", M(2024, 6)).due, 1);
  EXPECT_EQ(At(facts, "A2", M(2024, 6)).renewed, 0);
}

TEST(CoverFacts, WhoComesBackInTimeReturnsAndLaterIsWon) {
  const auto kind_after = [](int32_t months_without) {
    const FactChanges facts = FactsOf(
        TheLaw(),
        std::vector{Cover(1, "", M(2023, 1), 1), Cover(1, "A1", M(2023, 2) + months_without, 1)},
        {});
    const Facts at = At(facts, "A1", M(2023, 2) + months_without);
    return at.won > 0 ? "won" : at.returned > 0 ? "returned" : "continued";
  };
  EXPECT_STREQ(kind_after(0), "continued");
  EXPECT_STREQ(kind_after(1), "returned");
  EXPECT_STREQ(kind_after(11), "returned");
  EXPECT_STREQ(kind_after(12), "won");
}

TEST(CoverFacts, WhatIsPaidCountsInTheMonthOfPayment) {
  PaidCover cover = Cover(1, "A1", M(2024, 3), 1);
  cover.paid = D("2024-01-30");
  const FactChanges facts = FactsOf(TheLaw(), {&cover, 1}, {});
  EXPECT_EQ(At(facts, "A1", M(2024, 1)).won_money, Vnd(300'000));
  EXPECT_EQ(At(facts, "A1", M(2024, 3)).won, 0);
  EXPECT_EQ(At(facts, "A1", M(2024, 3)).due, 1);
}

TEST(CoverFacts, AReasonCountsOnlyWhereTheCoverWasNotRenewed) {
  const std::vector<LapseReason> reasons = {{1, kScheme, M(2024, 3), "NO_MONEY", Day()},
                                            {1, kScheme, M(2024, 5), "DEATH", Day()}};
  std::vector<PaidCover> covers = {Cover(1, "A1", M(2024, 1), 3)};
  EXPECT_EQ(FactsOf(TheLaw(), covers, reasons).lapses.size(), 1U);
  covers.push_back(Cover(1, "A1", M(2024, 4), 1));
  EXPECT_TRUE(FactsOf(TheLaw(), covers, reasons).lapses.empty());
}

// Whatever receipts of random people come and go in whatever order: the facts that are kept
// by differences are those of counting all that is left, month by month, naively.
TEST(CoverFacts, OfRandomHistoriesAreWhatNaiveCountingSays) {
  const unsigned seed = AnySeed();
  RecordProperty("seed", std::to_string(seed));
  std::mt19937 random(seed);
  const auto any = [&](int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(random);
  };
  const Month first = M(2022, 1);
  const std::vector<std::string> collectors = {"", "A1", "A2", "B1"};
  for (int round = 0; round < 30; ++round) {
    std::map<int64_t, std::vector<PaidCover>> people;
    FactChanges kept;
    for (int step = 0; step < 120; ++step) {
      const int64_t person = any(1, 6);
      std::vector<PaidCover>& covers = people[person];
      kept.Add(FactsOf(TheLaw(), covers, {}), -1);
      if (!covers.empty() && any(0, 3) == 0) {
        covers.erase(covers.begin() + any(0, static_cast<int64_t>(covers.size()) - 1));
      } else {
        const PaidCover cover = Cover(person, collectors[static_cast<size_t>(any(0, 3))],
                                      first + static_cast<int32_t>(any(0, 40)),
                                      static_cast<int32_t>(any(1, 4)), any(1, 9) * 100'000);
        const bool free = std::none_of(covers.begin(), covers.end(), [&](const PaidCover& each) {
          return each.from <= cover.through && cover.from <= each.through;
        });
        if (free) covers.push_back(cover);
      }
      std::shuffle(covers.begin(), covers.end(), random);
      kept.Add(FactsOf(TheLaw(), covers, {}), 1);
    }
    kept.EraseZeros();

    int64_t covers_left = 0, paid = 0, due = 0;
    std::map<std::pair<std::string, Month>, std::array<int64_t, 5>> naive;
    for (const auto& [person, covers] : people) {
      std::set<Month> months;
      for (const PaidCover& cover : covers) {
        ++covers_left;
        for (Month m = cover.from; m <= cover.through; m = m + 1) months.insert(m);
      }
      for (const PaidCover& cover : covers) {
        auto& at_end = naive[{cover.collector, cover.through}];
        ++at_end[0];
        at_end[1] += months.contains(cover.through + 1) ? 1 : 0;
        int32_t without = 0;
        while (without < 12 && !months.contains(cover.from - 1 - without)) ++without;
        const bool ever = *months.begin() < cover.from;
        const size_t kind = without == 0 ? 4 : ever && without < 12 ? 3 : 2;
        ++naive[{cover.collector, cover.paid.month()}][kind];
      }
    }
    for (const auto& [key, facts] : kept.facts) {
      paid += facts.paid();
      due += facts.due;
    }
    EXPECT_EQ(paid, covers_left) << "each cover is paid once, seed " << seed;
    EXPECT_EQ(due, covers_left) << "and due once, seed " << seed;
    for (const auto& [key, figures] : naive) {
      const Facts facts = At(kept, key.first, key.second);
      EXPECT_THAT((std::array<int64_t, 5>{facts.due, facts.renewed, facts.won, facts.returned,
                                          facts.continued}),
                  testing::ElementsAreArray(figures))
          << key.first << " " << key.second.ToString() << ", seed " << seed;
    }
  }
}

TEST(Commission, IsRoundedHalfUp) {
  // 18% of 325 is 58.5.
  EXPECT_EQ(TheLaw().CommissionOf(kScheme, CoverKind::kWon, M(2024, 1), Vnd(325))->amount_vnd(),
            59);
  EXPECT_EQ(TheLaw().CommissionOf(kScheme, CoverKind::kWon, M(2024, 1), Vnd(324))->amount_vnd(),
            58);
  EXPECT_EQ(
      TheLaw().CommissionOf(kScheme, CoverKind::kContinued, M(2024, 1), Vnd(1'000))->amount_vnd(),
      70);
  EXPECT_EQ(TheLaw().CommissionOf(kScheme, CoverKind::kWon, M(2025, 7), Vnd(1'000))->amount_vnd(),
            150)
      << "rates are dated";
}

FactChanges Example() {
  FactChanges facts;
  const std::vector<LapseReason> reasons = {{2, kScheme, M(2024, 9), "MOVED_AWAY", Day()}};
  const std::vector<std::vector<PaidCover>> people = {
      {Cover(1, "A1", M(2024, 7), 3), Cover(1, "A1", M(2024, 10), 3)},
      {Cover(2, "A1", M(2024, 7), 3)},
      {Cover(3, "A1", M(2024, 7), 3)},
      {Cover(4, "B1", M(2024, 9), 6, 600'000, "11311")},
      {Cover(5, "", M(2024, 9), 1, 100'000, "318")}};
  for (const auto& covers : people) facts.Add(FactsOf(TheLaw(), covers, reasons), 1);
  return facts;
}

TEST(Scorecard, TellsDueRenewedLapsedByReasonAndCommission) {
  const auto cards = Make(Question(ScoreLevel::kCollector, M(2024, 9), M(2024, 9)), Example());
  const Scorecard& a1 = Of(cards, "A1");
  EXPECT_EQ(a1.organisation, "BD");
  EXPECT_EQ(a1.point, "11284001");
  EXPECT_EQ(a1.total.facts.due, 3);
  EXPECT_EQ(a1.total.facts.renewed, 1);
  EXPECT_EQ(a1.total.lapsed, 2);
  EXPECT_THAT(a1.total.lapses, ElementsAre(Pair("MOVED_AWAY", 1), Pair("NOT_CONTACTED", 1)));
  EXPECT_EQ(Of(cards, "B1").total.facts.won, 1);
  EXPECT_EQ(Of(cards, "B1").total.commission, Vnd(108'000));
  EXPECT_EQ(Of(cards, "A2").total.facts, Facts()) << "who did nothing is listed too";
  EXPECT_EQ(Of(cards, kOwnDesk).total.facts.won, 1);
  EXPECT_EQ(Of(cards, kOwnDesk).total.commission, Vnd());
}

TEST(Scorecard, WhatIsDueInAMonthThatIsNotOverIsPending) {
  ScoreQuestion question = Question(ScoreLevel::kCollector, M(2024, 9), M(2024, 12));
  question.first_open = M(2024, 9);
  const auto cards = Make(question, Example());
  EXPECT_EQ(Of(cards, "A1").total.facts.due, 4);
  EXPECT_EQ(Of(cards, "A1").total.lapsed, 0);
  EXPECT_EQ(Of(cards, "A1").total.pending, 3);
  EXPECT_TRUE(Of(cards, "A1").total.lapses.empty());
}

TEST(Scorecard, AReceiptForAnAreaThatAReformBringsCountsInTheAreasOverIt) {
  // 10507 begins in July 2025, directly under the province; the cover was paid in June.
  std::vector<AreaRecord> records = TheAreas().records();
  records.push_back({Code("10507"), AreaLevel::kCommune, "", Code("31"), M(2025, 7), Month::Max()});
  const AreaCatalogue areas(records);
  PaidCover cover = Cover(1, "", M(2025, 7), 3, 600'000, "10507");
  cover.paid = D("2025-06-20");
  const FactChanges facts = FactsOf(TheLaw(), std::vector<PaidCover>{cover}, {});
  for (const ScoreLevel level :
       {ScoreLevel::kCollector, ScoreLevel::kCommune, ScoreLevel::kDistrict, ScoreLevel::kArea}) {
    ScoreQuestion question = Question(level, M(2025, 6), M(2025, 6));
    question.area = Code("31");
    const auto cards = MakeScorecards(question, TheLaw(), TheNetwork(), areas, facts, {});
    ASSERT_TRUE(cards.ok()) << cards.status().message();
    EXPECT_EQ(SumOf(*cards).facts.won, 1) << "level " << static_cast<int>(level);
  }
}

TEST(Scorecard, OfEveryLevelAddsUpToTheSame) {
  const FactChanges facts = Example();
  ScoreFigures collectors =
      SumOf(Make(Question(ScoreLevel::kCollector, M(2024, 7), M(2024, 12)), facts));
  for (const ScoreLevel level : {ScoreLevel::kPoint, ScoreLevel::kOrganisation,
                                 ScoreLevel::kCommune, ScoreLevel::kDistrict, ScoreLevel::kArea}) {
    const ScoreFigures sum = SumOf(Make(Question(level, M(2024, 7), M(2024, 12)), facts));
    EXPECT_EQ(sum.facts, collectors.facts) << ScoreLevelText(level);
    EXPECT_EQ(sum.lapsed, collectors.lapsed);
    EXPECT_EQ(sum.commission, collectors.commission);
    EXPECT_EQ(sum.lapses, collectors.lapses);
  }
}

TEST(Scorecard, OfAnAreaHasTheCollectorsWhosePointIsThere) {
  ScoreQuestion question = Question(ScoreLevel::kCollector, M(2024, 9), M(2024, 9));
  question.area = Code("304");
  const auto cards = Make(question, Example());
  ASSERT_EQ(cards.size(), 1U);
  EXPECT_EQ(cards[0].code, "B1");
  question.area = AreaCode();
  question.organisation = "HTX";
  EXPECT_TRUE(Make(question, Example()).size() == 1U) << "H1, without figures";
}

Quotas Some(QuotaHolder kind, const std::string& holder, QuotaGoal goal,
            std::optional<SelfPaidScheme> scheme, Month from, Month through, int64_t people) {
  return {{{kind, holder, goal, scheme, from, through}, people}};
}

TEST(Quota, OfAPeriodIsItsOwnOrTheSumOfItsMonths) {
  QuotaKey key{QuotaHolder::kCollector, "A1", QuotaGoal::kWin, kScheme, Month(), Month()};
  Quotas quotas = Some(key.holder_kind, "A1", key.goal, kScheme, M(2024, 1), M(2024, 12), 100);
  EXPECT_EQ(QuotaOf(quotas, key, {M(2024, 1), M(2024, 12)}), 100);
  EXPECT_EQ(QuotaOf(quotas, key, {M(2024, 1), M(2024, 6)}), std::nullopt);
  quotas.merge(Some(key.holder_kind, "A1", key.goal, kScheme, M(2024, 1), M(2024, 1), 7));
  EXPECT_EQ(QuotaOf(quotas, key, {M(2024, 1), M(2024, 2)}), std::nullopt);
  quotas.merge(Some(key.holder_kind, "A1", key.goal, kScheme, M(2024, 2), M(2024, 2), 8));
  EXPECT_EQ(QuotaOf(quotas, key, {M(2024, 1), M(2024, 2)}), 15);
}

TEST(Quota, ThoseBelowComeWithTheLargestShortfallFirst) {
  const Month month = M(2024, 9);
  Quotas quotas = Some(QuotaHolder::kCollector, "A1", QuotaGoal::kKeep, kScheme, month, month, 3);
  quotas.merge(
      Some(QuotaHolder::kCollector, "B1", QuotaGoal::kWin, std::nullopt, month, month, 10));
  quotas.merge(Some(QuotaHolder::kCollector, "A2", QuotaGoal::kWin, kScheme, month, month, 0));
  auto cards = Make(Question(ScoreLevel::kCollector, month, month), Example(), quotas);
  EXPECT_EQ(Of(cards, "A1").total.keep_quota, 3);
  EXPECT_EQ(Of(cards, "A1").schemes.at(kScheme).keep_shortfall(), 2);
  KeepBelowQuota(cards);
  ASSERT_EQ(cards.size(), 2U);
  EXPECT_EQ(cards[0].code, "B1");
  EXPECT_EQ(cards[0].shortfall, 9);
  EXPECT_EQ(cards[1].code, "A1");
  EXPECT_EQ(cards[1].shortfall, 2);
}

TEST(Quota, ASurplusOfOneSchemeMakesUpForNoOther) {
  const Month month = M(2024, 9);
  Quotas quotas = Some(QuotaHolder::kCollector, "B1", QuotaGoal::kWin, kScheme, month, month, 0);
  quotas.merge(Some(QuotaHolder::kCollector, "B1", QuotaGoal::kWin,
                    SelfPaidScheme::kHouseholdHealth, month, month, 1));
  const auto cards = Make(Question(ScoreLevel::kCollector, month, month), Example(), quotas);
  EXPECT_EQ(Of(cards, "B1").total.win_shortfall(), 0);
  EXPECT_EQ(Of(cards, "B1").shortfall, 1);
}

TEST(Quota, IsOfAHolderThatIsKnown) {
  const auto check = [](QuotaHolder kind, const std::string& holder) {
    Quota quota;
    quota.key = {kind, holder, QuotaGoal::kWin, std::nullopt, M(2024, 1), M(2024, 12)};
    return ReasonOf(CheckQuota(quota, TheNetwork(), TheAreas()));
  };
  EXPECT_EQ(check(QuotaHolder::kCollector, "A1"), "");
  EXPECT_EQ(check(QuotaHolder::kCollector, "BD"), "UNKNOWN_HOLDER");
  EXPECT_EQ(check(QuotaHolder::kOrganisation, "BD"), "");
  EXPECT_EQ(check(QuotaHolder::kPoint, "11284001"), "");
  EXPECT_EQ(check(QuotaHolder::kArea, "303"), "");
  EXPECT_EQ(check(QuotaHolder::kArea, "999"), "UNKNOWN_HOLDER");
}

}  // namespace
}  // namespace baophu::contribution
