#ifndef BAOPHU_SERVICES_CLI_FORECAST_FORECAST_TEXT_H_
#define BAOPHU_SERVICES_CLI_FORECAST_FORECAST_TEXT_H_

#include <baophu/target/v1/forecast_service.pb.h>

#include <string>

#include "common/month/month.h"
#include "services/cli/report/number_text.h"

namespace baophu::cli {

// The forecast from `month` as text: the months that are left with their intervals, the
// plan and its chance, and how it was made and what it is worth.
std::string ForecastText(const target::v1::Forecast& forecast, Month month, Language language);

// Areas by their chance of reaching their plans, one a row, and those without a plan or
// figures.
std::string ForecastRankingText(const target::v1::RankForecastsResponse& ranking, Month month,
                                const std::string& indicator, Language language);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_FORECAST_FORECAST_TEXT_H_
