#ifndef BAOPHU_SERVICES_CLI_FORECAST_FORECAST_COMMAND_H_
#define BAOPHU_SERVICES_CLI_FORECAST_FORECAST_COMMAND_H_

#include <string>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// `baophu forecast`: what its options say.
struct ForecastRequest {
  std::string server;
  std::string area;
  std::string month;
  std::string indicator;
  std::string assigner;         // Empty: the national agency.
  std::string base;             // Of a plan that is a ratio; empty: a number.
  std::string kind;             // Empty: ASSIGNED.
  int confidence = 80;          // Percent of truths that intervals are to hold.
  bool below = false;           // The areas directly below, ranked.
  std::string language = "vi";  // vi or en.
  bool json = false;            // Print the answer as JSON.
  int timeout_s = 30;
};

// Prints the forecast of an area, or ranks those below it.
ExitCode RunForecast(const ForecastRequest& request);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_FORECAST_FORECAST_COMMAND_H_
