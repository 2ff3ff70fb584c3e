// Forecasts, their intervals and chances.

#include "services/target/forecast/forecast_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <string>

#include "tests/unit/target/forecast/random_series.h"

namespace baophu::target {
namespace {

constexpr int kRounds = 200;

ForecastAnswer Ask(const ForecastSeries& series, std::optional<int64_t> plan = std::nullopt,
                   int32_t confidence = 80) {
  return *MakeForecast({series, confidence, plan});
}

std::vector<int64_t> Values(const ForecastAnswer& answer) {
  std::vector<int64_t> values;
  for (const ForecastPoint& point : answer.months) values.push_back(point.value);
  return values;
}

std::string Chance(const ForecastAnswer& answer) {
  return answer.chance.has_value() ? PercentText(*answer.chance) : "";
}

// Runs a check on random series until one fails; a failure names its seed.
template <typename Check>
void ForAny(Check check) {
  for (int round = 0; round < kRounds && !testing::Test::HasFailure(); ++round) {
    const uint32_t seed = std::random_device()();
    SCOPED_TRACE(seed);
    RandomSeries random(seed);
    check(random);
  }
}

TEST(Forecast, ContinuesALineAndRepeatsASeasonExactly) {
  ForAny([](RandomSeries& random) {
    const auto count = static_cast<size_t>(random.Pick(13, 60));
    const auto left = static_cast<int32_t>(random.Pick(1, 11));
    const int64_t slope = random.Pick(-500, 500);
    std::vector<int64_t> season;
    for (int i = 0; i < 12; ++i) season.push_back(random.Pick(0, 20'000));
    const auto at = [&](size_t i) {
      return 1'000'000 + slope * static_cast<int64_t>(i) + season[i % 12];
    };
    std::vector<int64_t> amounts;
    for (size_t i = 0; i < count; ++i) amounts.push_back(at(i));
    const ForecastAnswer answer = Ask(RandomSeries::Ending(Period::kStock, left, amounts));
    ASSERT_EQ(answer.months.size(), static_cast<size_t>(left));
    EXPECT_EQ(answer.months.back().month, *Month::Parse("2024-12"));
    for (size_t ahead = 0; ahead < answer.months.size(); ++ahead) {
      EXPECT_EQ(answer.months[ahead].value, at(count + ahead));
    }
    // What never erred has no width.
    if (answer.months.back().low.has_value()) {
      EXPECT_EQ(answer.months.back().low, answer.months.back().value);
      EXPECT_EQ(answer.months.back().high, answer.months.back().value);
    }
  });
}

TEST(Forecast, RepeatsTheSameAmountsOfEachYear) {
  ForAny([](RandomSeries& random) {
    const auto count = static_cast<size_t>(random.Pick(13, 60));
    const auto left = static_cast<int32_t>(random.Pick(1, 11));
    std::vector<int64_t> season;
    for (int i = 0; i < 12; ++i) season.push_back(random.Pick(0, 20'000'000'000));
    std::vector<int64_t> amounts;
    for (size_t i = 0; i < count; ++i) amounts.push_back(season[i % 12]);
    const ForecastSeries series = RandomSeries::Ending(Period::kYearToDate, left, amounts);
    int64_t sum = series.value;
    const ForecastAnswer answer = Ask(series);
    for (size_t ahead = 0; ahead < answer.months.size(); ++ahead) {
      sum += season[(count + ahead) % 12];
      EXPECT_EQ(answer.months[ahead].value, sum);
    }
  });
}

TEST(Forecast, AConstantIsSureOfWhatItReaches) {
  const ForecastSeries series =
      RandomSeries::Ending(Period::kStock, 3, std::vector<int64_t>(30, 700));
  EXPECT_EQ(Chance(Ask(series, 700)), "100.00");
  EXPECT_EQ(Chance(Ask(series, 0)), "100.00");
  EXPECT_EQ(Chance(Ask(series, 701)), "0.00");
  EXPECT_EQ(Chance(Ask(series)), "");
  EXPECT_THAT(Values(Ask(series)), testing::ElementsAre(700, 700, 700));
  const ForecastSeries nothing =
      RandomSeries::Ending(Period::kStock, 3, std::vector<int64_t>(30, 0));
  EXPECT_EQ(Chance(Ask(nothing, 1)), "0.00");
  EXPECT_EQ(Chance(Ask(nothing, 0)), "100.00");
}

TEST(Forecast, IntervalsHoldThePointAndWidenWithTheMonths) {
  ForAny([](RandomSeries& random) {
    const Period period = random.AnyPeriod();
    const auto count = static_cast<size_t>(random.Pick(1, 60));
    const auto left = static_cast<int32_t>(random.Pick(1, 11));
    const ForecastSeries series = random.Wild(period, count, left, 50'000);
    const ForecastAnswer narrow = Ask(series, std::nullopt, 60);
    const ForecastAnswer wide = Ask(series, std::nullopt, 90);
    EXPECT_EQ(Values(narrow), Values(wide));
    int64_t width = 0;
    for (size_t i = 0; i < wide.months.size(); ++i) {
      const ForecastPoint& point = wide.months[i];
      EXPECT_GE(point.value, 0);
      if (!point.low.has_value()) continue;
      EXPECT_GE(*point.low, 0);
      EXPECT_LE(*point.low, point.value);
      EXPECT_GE(*point.high, point.value);
      // A point of zero may stand for one below it, and then part of the width is hidden.
      if (point.value > 0) {
        EXPECT_GE(*point.high - point.value, width - 1);
        width = *point.high - point.value;
      }
      EXPECT_LE(*point.low, *narrow.months[i].low);
      EXPECT_GE(*point.high, *narrow.months[i].high);
    }
  });
}

TEST(Forecast, ChanceFallsAsThePlanRises) {
  ForAny([](RandomSeries& random) {
    const Period period = random.AnyPeriod();
    const ForecastSeries series = random.Wild(period, static_cast<size_t>(random.Pick(14, 60)),
                                              static_cast<int32_t>(random.Pick(1, 11)), 50'000);
    const int64_t point = Ask(series).months.back().value;
    const int64_t step = std::max<int64_t>(point / 10, 1);
    double before = 101;
    for (int64_t plan = 0; plan <= 3 * point + 10; plan += step) {
      const ForecastAnswer answer = Ask(series, plan);
      if (!answer.chance.has_value()) return;
      const double chance = 100.0 * static_cast<double>(answer.chance->numerator) /
                            static_cast<double>(answer.chance->denominator);
      EXPECT_LE(chance, before);
      // A plan below the point is more likely reached than not.
      if (plan < point) {
        EXPECT_GE(chance, 50.0);
      } else if (plan > point) {
        EXPECT_LE(chance, 50.0);
      }
      before = chance;
    }
  });
}

TEST(Forecast, MovesAndGrowsWithItsSeries) {
  ForAny([](RandomSeries& random) {
    const Period period = random.AnyPeriod();
    const auto left = static_cast<int32_t>(random.Pick(1, 11));
    std::vector<int64_t> amounts = period == Period::kStock
                                       ? random.Level(static_cast<size_t>(random.Pick(2, 60)))
                                       : random.Flow(static_cast<size_t>(random.Pick(2, 60)));
    const ForecastAnswer answer = Ask(RandomSeries::Ending(period, left, amounts));
    const int64_t factor = random.Pick(2, 1'000);
    std::vector<int64_t> shifted = amounts;
    std::vector<int64_t> scaled = amounts;
    for (int64_t& amount : shifted) amount += 1'000'000;
    for (int64_t& amount : scaled) amount *= factor;
    const ForecastAnswer higher = Ask(RandomSeries::Ending(period, left, shifted));
    const ForecastAnswer larger = Ask(RandomSeries::Ending(period, left, scaled));
    for (size_t i = 0; i < answer.months.size(); ++i) {
      const ForecastPoint& point = answer.months[i];
      // Of what runs from January, each of its months is higher.
      const int64_t months = period == Period::kStock
                                 ? 1
                                 : std::min<int64_t>(point.month.month_of_year(),
                                                     static_cast<int64_t>(amounts.size() + i + 1));
      EXPECT_EQ(higher.months[i].value, point.value + 1'000'000 * months);
      EXPECT_NEAR(larger.months[i].value, point.value * factor, factor);
      ASSERT_EQ(larger.months[i].low.has_value(), point.low.has_value());
      if (!point.low.has_value()) continue;
      EXPECT_EQ(*higher.months[i].low, *point.low + 1'000'000 * months);
      EXPECT_NEAR(*larger.months[i].low, *point.low * factor, factor);
      EXPECT_NEAR(*larger.months[i].high, *point.high * factor, factor);
    }
  });
}

TEST(Forecast, StaysWithinItsNumbersWhateverTheAmounts) {
  ForAny([](RandomSeries& random) {
    const int64_t most =
        random.Pick(0, 1) == 0 ? 10'000'000'000'000'000 : std::numeric_limits<int64_t>::max() / 12;
    const Period period = random.AnyPeriod();
    const auto count = static_cast<size_t>(random.Pick(1, 60));
    std::vector<int64_t> amounts;
    for (size_t i = 0; i < count; ++i) {
      amounts.push_back(random.Pick(0, 1) == 0 ? 0 : most - random.Pick(0, 5));
    }
    const ForecastAnswer answer =
        Ask(RandomSeries::Ending(period, static_cast<int32_t>(random.Pick(1, 11)), amounts), most);
    for (const ForecastPoint& point : answer.months) {
      EXPECT_GE(point.value, 0);
      if (!point.low.has_value()) continue;
      EXPECT_LE(*point.low, point.value);
      EXPECT_GE(*point.high, point.value);
    }
    if (answer.chance.has_value()) {
      EXPECT_GE(answer.chance->numerator, 0);
      EXPECT_LE(answer.chance->numerator, answer.chance->denominator);
    }
  });
}

TEST(Forecast, NeverFallsBelowZero) {
  std::vector<int64_t> falling;
  for (int64_t i = 0; i < 24; ++i) falling.push_back(250 - 10 * i);
  const ForecastAnswer answer = Ask(RandomSeries::Ending(Period::kStock, 6, falling), 1);
  EXPECT_THAT(Values(answer), testing::ElementsAre(10, 0, 0, 0, 0, 0));
  EXPECT_EQ(Chance(answer), "0.00");
}

TEST(Forecast, SaysWhatAShortHistoryIsWorth) {
  const auto grow = [](size_t count) {
    std::vector<int64_t> amounts;
    for (size_t i = 0; i < count; ++i) amounts.push_back(100 + 10 * static_cast<int64_t>(i));
    return RandomSeries::Ending(Period::kStock, 2, amounts);
  };
  const ForecastAnswer one = Ask(grow(1), 100);
  EXPECT_EQ(one.history, HistoryState::kTooShort);
  EXPECT_EQ(one.method, ForecastMethod::kLastValue);
  EXPECT_THAT(Values(one), testing::ElementsAre(100, 100));
  EXPECT_FALSE(one.months.back().low.has_value());
  EXPECT_FALSE(one.chance.has_value());
  EXPECT_FALSE(one.back_test.has_value());

  const ForecastAnswer twelve = Ask(grow(12), 100);
  EXPECT_EQ(twelve.history, HistoryState::kTooShort);
  EXPECT_THAT(Values(twelve), testing::ElementsAre(210, 210));
  ASSERT_TRUE(twelve.back_test.has_value());
  EXPECT_EQ(twelve.back_test->method, 20);
  EXPECT_EQ(twelve.back_test->last_value, 20);
  EXPECT_FALSE(twelve.back_test->same_growth.has_value());

  EXPECT_EQ(Ask(grow(13)).history, HistoryState::kShort);
  EXPECT_EQ(Ask(grow(13)).method, ForecastMethod::kAirline);
  EXPECT_EQ(Ask(grow(13)).error_count, 0);
  EXPECT_EQ(Ask(grow(24)).history, HistoryState::kShort);
  EXPECT_EQ(Ask(grow(25)).history, HistoryState::kSufficient);
}

TEST(Forecast, ADecemberHasNothingLeft) {
  const ForecastSeries series =
      RandomSeries::Ending(Period::kStock, 0, std::vector<int64_t>(30, 700));
  const auto answer = MakeForecast({series, 80, std::nullopt});
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(answer.status().message(), testing::HasSubstr("before December"));
}

// The back-test is of the method as it would have been used: with nothing but the
// months before each origin, and as far ahead as the year's end is away now.
TEST(Forecast, BackTestIsWhatForecastsOfThenErred) {
  ForAny([](RandomSeries& random) {
    const Period period = random.AnyPeriod();
    const auto left = static_cast<int32_t>(random.Pick(1, 11));
    const auto count = static_cast<size_t>(random.Pick(14, 60));
    const std::vector<int64_t> amounts =
        period == Period::kStock ? random.Level(count) : random.Flow(count);
    const ForecastAnswer answer = Ask(RandomSeries::Ending(period, left, amounts));
    const auto steps = static_cast<size_t>(left);
    int64_t sum = 0;
    int32_t origins = 0;
    for (size_t known = 13; known + steps <= count; ++known) {
      const ForecastAnswer then = Ask(RandomSeries::Ending(
          period, left, {amounts.begin(), amounts.begin() + static_cast<std::ptrdiff_t>(known)}));
      ForecastSeries later = RandomSeries::Ending(
          period, left, {amounts.begin(), amounts.begin() + static_cast<std::ptrdiff_t>(known)});
      int64_t truth = period == Period::kStock ? amounts[known + steps - 1] : later.value;
      for (size_t i = known; period == Period::kYearToDate && i < known + steps; ++i) {
        truth += amounts[i];
      }
      sum += std::abs(then.months.back().value - truth);
      ++origins;
    }
    ASSERT_EQ(answer.back_test.has_value(), origins > 0);
    if (origins == 0) return;
    EXPECT_EQ(answer.back_test->origin_count, origins);
    EXPECT_NEAR(answer.back_test->method, sum / origins, 1);
  });
}

// Voluntary members of Hải Phòng, as published or following from published changes;
// the months between are straight lines, which is the mildest thing to assume. From
// September 2024 the push to December must be seen: it was 8,908 the year before. (The
// first push, of 2023, no method could know; so the back-test of so short a history shows
// no gain on repeating the last value.)
TEST(Forecast, SeesTheYearEndPushOfHaiPhong) {
  struct Known {
    const char* month;
    int64_t value;
  };
  constexpr Known kPublished[] = {{"2022-08", 24'161}, {"2023-05", 25'984}, {"2023-08", 26'326},
                                  {"2023-09", 25'925}, {"2023-12", 34'833}, {"2024-04", 31'543},
                                  {"2024-05", 31'677}, {"2024-09", 36'520}};
  std::map<Month, int64_t> values;
  for (size_t i = 0; i + 1 < std::size(kPublished); ++i) {
    const Month from = *Month::Parse(kPublished[i].month);
    const Month to = *Month::Parse(kPublished[i + 1].month);
    for (Month at = from; at <= to; at = at + 1) {
      values[at] = kPublished[i].value +
                   (kPublished[i + 1].value - kPublished[i].value) * (at - from) / (to - from);
    }
  }
  const Month september = *Month::Parse("2024-09");
  const ForecastSeries series = *MakeForecastSeries(Period::kStock, september, values);
  EXPECT_EQ(series.amounts.size(), 26U);
  const ForecastAnswer answer = Ask(series, 50'137);
  const int64_t year_end = answer.months.back().value;
  EXPECT_GT(year_end, 40'000);
  EXPECT_LT(year_end, 50'137);
  ASSERT_TRUE(answer.chance.has_value());
  EXPECT_LT(answer.chance->numerator * 2, answer.chance->denominator);
  RecordProperty("year_end", std::to_string(year_end));
  RecordProperty("chance", PercentText(*answer.chance));
}

}  // namespace
}  // namespace baophu::target
