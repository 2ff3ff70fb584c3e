#include "services/cli/programmes/programmes_options.h"

#include "services/cli/programmes/programmes_command.h"

namespace baophu::cli {

void AddProgrammes(CommandLine& line) {
  ProgrammesRequest& request = line.New<ProgrammesRequest>();
  CLI::App* const command =
      line.Add("programmes", "Print of how many areas programmes are done, and what they come to",
               request, RunProgrammes);
  command->add_option("--area", request.area, "Area code, such as 31")->required();
  command->add_option("--on", request.on,
                      "Of how many areas they are done at the end of this day or month, YYYY-MM-DD "
                      "or YYYY-MM");
  command->add_option("--period", request.period,
                      "What was planned and done in 2024-09, 2024-Q3, 2024-H1 or 2024");
  command->add_option("--kind", request.kind, "Only this kind, such as STEERING_COMMITTEE");
  command->add_option("--level", request.level, "Of --on, only this level")
      ->check(CLI::IsMember({"PROVINCE", "DISTRICT", "COMMUNE", "POINT"}));
  command->add_option("--language", request.language, "Language of the text")
      ->check(CLI::IsMember({"vi", "en"}))
      ->capture_default_str();
  command->add_flag("--json", request.json, "Print the answers as JSON");
  command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for the answer")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
}

}  // namespace baophu::cli
