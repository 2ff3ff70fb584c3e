#include "services/target/forecast/forecast_series.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"

namespace baophu::target {
namespace {

constexpr int32_t kMostMonths = 59;

}  // namespace

std::vector<Month> ForecastMonths(Month month) {
  std::vector<Month> months;
  for (int32_t back = kMostMonths - 1; back >= 0; --back) months.push_back(month - back);
  return months;
}

absl::StatusOr<ForecastSeries> MakeForecastSeries(Period period, Month month,
                                                  const std::map<Month, int64_t>& values) {
  const auto now = values.find(month);
  if (now == values.end()) {
    return FaultStatus(absl::StatusCode::kFailedPrecondition, "NO_FIGURE", "",
                       absl::StrCat("there is no figure of ", month.ToString()),
                       "ask for a month whose figures are there");
  }
  ForecastSeries series{period, month, {}, now->second};
  for (Month at = month;; at = at - 1) {
    const auto value = values.find(at);
    if (value == values.end()) break;
    int64_t amount = value->second;
    // What runs from 1 January grew by the month's difference, but in January.
    if (period == Period::kYearToDate && at.month_of_year() != 1) {
      const auto before = values.find(at - 1);
      if (before == values.end()) break;
      amount -= before->second;
    }
    series.amounts.push_back(amount);
    series.first = at;
  }
  while (series.amounts.size() > 1 && series.amounts.back() == 0) {
    series.amounts.pop_back();
    series.first = series.first + 1;
  }
  std::reverse(series.amounts.begin(), series.amounts.end());
  return series;
}

}  // namespace baophu::target
