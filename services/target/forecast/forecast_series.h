#ifndef BAOPHU_SERVICES_TARGET_FORECAST_FORECAST_SERIES_H_
#define BAOPHU_SERVICES_TARGET_FORECAST_FORECAST_SERIES_H_

#include <cstdint>
#include <map>
#include <vector>

#include "absl/status/statusor.h"
#include "common/month/month.h"
#include "services/target/indicators/indicator_catalogue.h"

// What a forecast is made from. Pure.
namespace baophu::target {

// One indicator of one area, month after month without a gap.
struct ForecastSeries {
  Period period = Period::kStock;
  Month first;
  // Levels at months' ends (kStock), or what each month added (kYearToDate).
  std::vector<int64_t> amounts;
  // The indicator's value at the end of the last month.
  int64_t value = 0;

  Month last() const { return first + static_cast<int32_t>(amounts.size()) - 1; }
};

// The months whose values a forecast reads, of which `month` is the last: five years but
// one month, so that the largest province and its areas fit in one upstream call.
std::vector<Month> ForecastMonths(Month month);
inline constexpr size_t kMostForecastAreas = 169;

// The series up to `month`: back to the first gap in `values` (indicator values at
// months' ends), without the months of nothing that stand before the first record.
// FAILED_PRECONDITION where `month` itself has no figure.
absl::StatusOr<ForecastSeries> MakeForecastSeries(Period period, Month month,
                                                  const std::map<Month, int64_t>& values);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FORECAST_FORECAST_SERIES_H_
