#include "services/cli/forecast/forecast_options.h"

#include "services/cli/forecast/forecast_command.h"

namespace baophu::cli {

void AddForecast(CommandLine& line) {
  ForecastRequest& request = line.New<ForecastRequest>();
  CLI::App* const command = line.Add(
      "forecast", "Forecast a year's end from an area's history, and how likely a plan is reached",
      request, RunForecast);
  command->add_option("--area", request.area, "Area code, such as 31")->required();
  command->add_option("--month", request.month, "Last month of the history, YYYY-MM")->required();
  command
      ->add_option("--indicator", request.indicator,
                   "Code of the indicator, such as PARTICIPANTS_SOCIAL_VOLUNTARY")
      ->required();
  command->add_flag("--below", request.below,
                    "The areas directly below instead, the least likely to reach its plan first");
  command->add_option("--assigner", request.assigner,
                      "Whose plan, by code; else the national agency's");
  command->add_option("--kind", request.kind, "Kind of the plan")
      ->check(CLI::IsMember({"ASSIGNED", "COMMITMENT"}));
  command->add_option("--base", request.base,
                      "Base of a plan that is a ratio, by code; else the plan that is a number");
  command
      ->add_option("--confidence", request.confidence,
                   "Percent of outcomes that intervals are to hold")
      ->check(CLI::Range(50, 95))
      ->capture_default_str();
  command->add_option("--language", request.language, "Language of the text")
      ->check(CLI::IsMember({"vi", "en"}))
      ->capture_default_str();
  command->add_flag("--json", request.json, "Print the answer as JSON");
  command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for the answer")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
}

}  // namespace baophu::cli
