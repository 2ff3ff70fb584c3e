#ifndef BAOPHU_SERVICES_TARGET_FORECAST_FORECAST_RULES_H_
#define BAOPHU_SERVICES_TARGET_FORECAST_FORECAST_RULES_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "common/money/percent.h"
#include "common/month/month.h"
#include "services/target/forecast/airline_model.h"
#include "services/target/forecast/forecast_series.h"

// Where a value will stand at the end of the year, how sure that is, and how likely a
// plan is reached. Pure; integers only. README.md tells the method and why it is this.
namespace baophu::target {

enum class ForecastMethod { kAirline, kLastValue };

// Whether the months that are known are enough: a whole year of errors (kSufficient),
// a year to grow from (kShort), or less, so that the last value is repeated.
enum class HistoryState { kSufficient, kShort, kTooShort };

struct ForecastQuestion {
  ForecastSeries series;
  int32_t confidence_percent = 80;  // 50 to 95.
  std::optional<int64_t> plan;      // For the year's end.
};

struct ForecastPoint {
  Month month;
  int64_t value = 0;  // Not below zero, nor are low and high.
  // Absent where the back-test has too few errors for the confidence.
  std::optional<int64_t> low;
  std::optional<int64_t> high;
};

// Mean absolute errors of forecasts of this series that look as far ahead as the year's
// end is away, each from nothing but the months before it.
struct ForecastBackTest {
  int32_t origin_count = 0;
  int64_t method = 0;
  int64_t last_value = 0;
  std::optional<int64_t> same_growth;  // Absent where the history is too short for it.
};

struct ForecastAnswer {
  ForecastMethod method = ForecastMethod::kAirline;
  AirlineParameters parameters;  // Of kAirline.
  HistoryState history = HistoryState::kSufficient;
  std::vector<ForecastPoint> months;  // Those that are left of the year, at least one.
  // Of twice as many cases as errors: in how many the plan is reached. Absent without
  // a plan, or with fewer errors than four.
  std::optional<Ratio> chance;
  int32_t error_count = 0;                    // That intervals and chance are made of.
  std::optional<ForecastBackTest> back_test;  // Absent without any origin.
};

// FAILED_PRECONDITION for a December: nothing is left of the year.
absl::StatusOr<ForecastAnswer> MakeForecast(const ForecastQuestion& question);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FORECAST_FORECAST_RULES_H_
