// Whether intervals hold as many truths as they say, and chances come true as often, in
// worlds of the kind that the model is for.

#include <gtest/gtest.h>

#include <random>

#include "services/target/forecast/forecast_rules.h"
#include "tests/unit/target/forecast/random_series.h"

namespace baophu::target {
namespace {

constexpr int kWorlds = 400;

struct Share {
  int hits = 0;
  int cases = 0;
  int percent() const { return cases == 0 ? 0 : 100 * hits / cases; }
};

// Forecasts of worlds' Decembers, held against what came.
template <typename Judge>
void Play(Period period, size_t known, int32_t left, int32_t confidence, Judge judge) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE(seed);
  RandomSeries random(seed);
  for (int world = 0; world < kWorlds; ++world) {
    const size_t count = known + static_cast<size_t>(left);
    const std::vector<int64_t> all =
        period == Period::kStock ? random.Level(count) : random.Flow(count);
    const ForecastSeries series = RandomSeries::Ending(
        period, left, {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(known)});
    int64_t truth = all.back();
    if (period == Period::kYearToDate) {
      truth = series.value;
      for (size_t i = known; i < count; ++i) truth += all[i];
    }
    // A plan is made before the truth is known, from what is expected, and as far from it as
    // the truth may well be.
    const auto expected = MakeForecast({series, confidence, std::nullopt});
    ASSERT_TRUE(expected.ok());
    const ForecastPoint& year_end = expected->months.back();
    ASSERT_TRUE(year_end.low.has_value());
    const int64_t plan = year_end.value + random.Noise(*year_end.high - *year_end.low);
    const auto answer = MakeForecast({series, confidence, plan});
    ASSERT_TRUE(answer.ok());
    judge(*answer, truth, plan);
  }
}

class ForecastCoverage : public testing::TestWithParam<Period> {};

TEST_P(ForecastCoverage, IntervalsHoldAboutTheirShareOfTruths) {
  for (const int32_t confidence : {60, 80, 90}) {
    for (const int32_t left : {1, 3, 8}) {
      Share share;
      Play(GetParam(), 45, left, confidence,
           [&](const ForecastAnswer& answer, int64_t truth, int64_t) {
             const ForecastPoint& year_end = answer.months.back();
             ASSERT_TRUE(year_end.low.has_value());
             ++share.cases;
             if (*year_end.low <= truth && truth <= *year_end.high) ++share.hits;
           });
      RecordProperty("coverage_" + std::to_string(confidence) + "_" + std::to_string(left),
                     share.percent());
      EXPECT_GE(share.percent(), confidence - 12) << confidence << " % " << left << " ahead";
      EXPECT_LE(share.percent(), std::min(99, confidence + 18))
          << confidence << " % " << left << " ahead";
    }
  }
}

TEST_P(ForecastCoverage, LikelyPlansAreReachedAndUnlikelyOnesAreNot) {
  Share likely;
  Share unlikely;
  Play(GetParam(), 45, 3, 80, [&](const ForecastAnswer& answer, int64_t truth, int64_t plan) {
    ASSERT_TRUE(answer.chance.has_value());
    const int64_t percent = 100 * answer.chance->numerator / answer.chance->denominator;
    const int reached = truth >= plan ? 1 : 0;
    if (percent >= 80) {
      ++likely.cases;
      likely.hits += reached;
    } else if (percent < 20) {
      ++unlikely.cases;
      unlikely.hits += reached;
    }
  });
  EXPECT_GT(likely.cases, 50);
  EXPECT_GT(unlikely.cases, 50);
  EXPECT_GE(likely.percent(), 80);
  EXPECT_LE(unlikely.percent(), 20);
}

INSTANTIATE_TEST_SUITE_P(Periods, ForecastCoverage,
                         testing::Values(Period::kStock, Period::kYearToDate),
                         [](const auto& each) { return PeriodText(each.param); });

}  // namespace
}  // namespace baophu::target
