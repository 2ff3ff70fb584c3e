#include "services/cli/figures/figures_options.h"

#include "services/cli/figures/figures_command.h"

namespace baophu::cli {

void AddFigures(CommandLine& line) {
  FiguresRequest& request = line.New<FiguresRequest>();
  CLI::App* const command = line.Add(
      "check-figures", "Check figures that a report or article states: which cannot all be true",
      request, RunFigures);
  command->add_option("FILE", request.file, "JSON file with the figures")->required();
  command->add_option("--area", request.area,
                      "Compare with the suite's own data of this area too, such as 31");
  command->add_option("--language", request.language, "Language of the text")
      ->check(CLI::IsMember({"vi", "en"}))
      ->capture_default_str();
  command->add_flag("--json", request.json, "Print the answer as JSON");
  command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for the answer")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
}

}  // namespace baophu::cli
