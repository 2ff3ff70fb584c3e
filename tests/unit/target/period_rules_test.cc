#include "services/target/period_report/period_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

namespace baophu::target {
namespace {

using ::testing::ElementsAre;

TEST(ReportPeriod, IsAMonthQuarterHalfYearOrYear) {
  const auto months = [](const char* text) {
    const absl::StatusOr<ReportPeriod> period = ReportPeriod::Parse(text);
    if (period.ok()) EXPECT_EQ(period->ToString(), text);
    return period.ok() ? period->first.ToString() + " " + period->last.ToString() : "";
  };
  EXPECT_EQ(months("2024-09"), "2024-09 2024-09");
  EXPECT_EQ(months("2024-Q1"), "2024-01 2024-03");
  EXPECT_EQ(months("2024-Q4"), "2024-10 2024-12");
  EXPECT_EQ(months("2024-H1"), "2024-01 2024-06");
  EXPECT_EQ(months("2024-H2"), "2024-07 2024-12");
  EXPECT_EQ(months("2024"), "2024-01 2024-12");
  for (const char* wrong : {"", "20", "24-Q1", "2024-", "2024-Q0", "2024-Q5", "2024-H3", "2024-13",
                            "2024-q1", "2024-Q11", "2024-09-01", "2024Q1", "9999", "x024"}) {
    EXPECT_EQ(months(wrong), "") << wrong;
  }
}

TEST(SharesOf, AddUpToAHundred) {
  EXPECT_THAT(SharesOf({1, 1, 1}), ElementsAre("33.34", "33.33", "33.33"));
  EXPECT_THAT(SharesOf({2, 1}), ElementsAre("66.67", "33.33"));
  EXPECT_THAT(SharesOf({0, 5}), ElementsAre("0.00", "100.00"));
  EXPECT_THAT(SharesOf({0, 0}), ElementsAre("", ""));
  EXPECT_THAT(SharesOf({}), ElementsAre());
}

TEST(SharesOf, AreNeverAHundredthOrMoreFromTheTruth) {
  const uint64_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  for (int round = 0; round < 2000; ++round) {
    std::vector<int64_t> parts;
    int64_t whole = 0;
    const int count = std::uniform_int_distribution<int>(1, 12)(random);
    for (int i = 0; i < count; ++i) {
      parts.push_back(std::uniform_int_distribution<int64_t>(0, 3'000'000)(random));
      whole += parts.back();
    }
    if (whole == 0) continue;
    int64_t sum = 0;
    const std::vector<std::string> shares = SharesOf(parts);
    for (size_t i = 0; i < parts.size(); ++i) {
      std::string digits = shares[i];
      digits.erase(digits.find('.'), 1);
      const int64_t hundredths = std::strtoll(digits.c_str(), nullptr, 10);
      sum += hundredths;
      EXPECT_LT(std::llabs(hundredths * whole - parts[i] * 10'000), whole);
    }
    ASSERT_EQ(sum, 10'000);
  }
}

std::vector<std::pair<size_t, int32_t>> PlacesOf(const Ranking& ranking) {
  std::vector<std::pair<size_t, int32_t>> places;
  for (const Ranking::Place& place : ranking.places) places.emplace_back(place.at, place.rank);
  return places;
}

TEST(Rank, GoesByPlanWhereAnyHasOneAndPutsTheOthersLast) {
  const Ranking ranking = Rank({{std::nullopt, Ratio{99, 100}, 500},
                                {Ratio{90, 100}, Ratio{1, 100}, 1},
                                {Ratio{181, 200}, std::nullopt, 2},
                                {Ratio{9, 10}, std::nullopt, 3}});
  EXPECT_EQ(ranking.order, RankOrder::kPlanPercent);
  using Place = std::pair<size_t, int32_t>;
  EXPECT_THAT(PlacesOf(ranking), ElementsAre(Place(2, 1), Place(1, 2), Place(3, 2), Place(0, 0)))
      << "equals share a rank";
}

TEST(Rank, GoesByBaseThenByChange) {
  using Place = std::pair<size_t, int32_t>;
  const Ranking by_base = Rank({{{}, Ratio{1, 3}, 9}, {{}, Ratio{1, 2}, 1}});
  EXPECT_EQ(by_base.order, RankOrder::kBasePercent);
  EXPECT_THAT(PlacesOf(by_base), ElementsAre(Place(1, 1), Place(0, 2)));
  const Ranking by_change = Rank({{{}, {}, -5}, {{}, {}, std::nullopt}, {{}, {}, 7}});
  EXPECT_EQ(by_change.order, RankOrder::kChange);
  EXPECT_THAT(PlacesOf(by_change), ElementsAre(Place(2, 1), Place(0, 2), Place(1, 0)));
  EXPECT_TRUE(Rank({}).places.empty());
}

}  // namespace
}  // namespace baophu::target
