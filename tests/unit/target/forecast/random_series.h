#ifndef BAOPHU_TESTS_UNIT_TARGET_FORECAST_RANDOM_SERIES_H_
#define BAOPHU_TESTS_UNIT_TARGET_FORECAST_RANDOM_SERIES_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "services/target/forecast/forecast_rules.h"

namespace baophu::target {

// Series for tests of forecasts, all from one seed.
class RandomSeries {
 public:
  explicit RandomSeries(uint32_t seed) : random_(seed) {}

  int64_t Pick(int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(random_);
  }

  // Roughly normal, with this standard deviation.
  int64_t Noise(int64_t deviation) {
    int64_t sum = 0;
    for (int i = 0; i < 12; ++i) sum += Pick(-deviation, deviation);
    return sum / 2;  // Twelve uniform ones have a deviation of twice theirs.
  }

  Period AnyPeriod() { return Pick(0, 1) == 0 ? Period::kStock : Period::kYearToDate; }

  // Ends in a month with `left` months of its year left; amounts up to `most`.
  ForecastSeries Wild(Period period, size_t count, int32_t left, int64_t most) {
    std::vector<int64_t> amounts;
    for (size_t i = 0; i < count; ++i) amounts.push_back(Pick(0, most));
    return Ending(period, left, std::move(amounts));
  }

  // A level that grows with a drifting slope, has a season with a push in December and
  // a fall after it that drifts as well, and is counted with errors: what the model is for.
  std::vector<int64_t> Level(size_t count) {
    std::vector<int64_t> season;
    for (int i = 0; i < 12; ++i) season.push_back(Noise(800));
    season[11] += 3'000;
    int64_t level = 500'000;
    int64_t slope = Pick(-200, 400);
    const int64_t level_noise = Pick(0, 500);
    const int64_t slope_noise = Pick(0, 40);
    const int64_t season_noise = Pick(0, 200);
    const int64_t error = Pick(0, 500);
    std::vector<int64_t> values;
    for (size_t i = 0; i < count; ++i) {
      values.push_back(level + season[i % 12] + Noise(error));
      level += slope + Noise(level_noise);
      slope += Noise(slope_noise);
      season[i % 12] += Noise(season_noise);
    }
    return values;
  }

  // What months add: a year's sum that grows, with a season and noise.
  std::vector<int64_t> Flow(size_t count) {
    std::vector<int64_t> season;
    for (int i = 0; i < 12; ++i) season.push_back(Noise(8'000));
    const int64_t growth = Pick(-100, 800);
    const int64_t error = Pick(1'000, 5'000);
    std::vector<int64_t> values;
    for (size_t i = 0; i < count; ++i) {
      values.push_back(200'000 + season[i % 12] + growth * static_cast<int64_t>(i) + Noise(error));
    }
    return values;
  }

  // Ends in December less `left` months of 2024. The value is what was added since
  // January, of what runs from it.
  static ForecastSeries Ending(Period period, int32_t left, std::vector<int64_t> amounts) {
    ForecastSeries series;
    series.period = period;
    series.amounts = std::move(amounts);
    const Month last = Month::FromYearMonth(2024, 12) - left;
    series.first = last - static_cast<int32_t>(series.amounts.size()) + 1;
    series.value = series.amounts.back();
    if (period == Period::kYearToDate) {
      for (size_t i = 1; i < series.amounts.size() && i < static_cast<size_t>(last.month_of_year());
           ++i) {
        series.value += series.amounts[series.amounts.size() - 1 - i];
      }
    }
    return series;
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace baophu::target

#endif  // BAOPHU_TESTS_UNIT_TARGET_FORECAST_RANDOM_SERIES_H_
