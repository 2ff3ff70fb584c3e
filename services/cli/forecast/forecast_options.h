#ifndef BAOPHU_SERVICES_CLI_FORECAST_FORECAST_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_FORECAST_FORECAST_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the command `forecast` with its options.
void AddForecast(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_FORECAST_FORECAST_OPTIONS_H_
