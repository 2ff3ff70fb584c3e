#include "services/cli/retention/retention_options.h"

#include "services/cli/retention/retention_command.h"

namespace baophu::cli {

void AddRetention(CommandLine& line) {
  RetentionRequest& request = line.New<RetentionRequest>();
  CLI::App* const command = line.Add(
      "retention", "Print whom to call before they leave, how long these lists are, or who left",
      request, RunRetention);
  command->add_option("--area", request.area, "Area code, such as 31")->required();
  command->add_option("--list", request.list, "Which list of cases")
      ->check(CLI::IsMember({"ending", "lapsed", "uncovered", "left-work"}));
  command->add_flag("--summary", request.summary, "How long every list is, by area");
  command->add_flag("--decrease", request.decrease, "Who left and why, by area");
  command->add_option("--day", request.day, "Day of the lists, YYYY-MM-DD; else today");
  command->add_option("--days", request.days, "Of ending: so many days ahead; else 30")
      ->check(CLI::Range(1, 366));
  command->add_option("--months", request.months, "Of lapsed and left-work: so many back; else 3")
      ->check(CLI::Range(1, 60));
  command->add_option("--kind", request.kind, "Only these cases of ending or lapsed")
      ->check(CLI::IsMember({"VOLUNTARY", "HOUSEHOLD"}));
  command->add_option("--assignee", request.assignee, "Only cases that this code is charged with");
  command->add_option("--state", request.state, "Only cases in this state")
      ->check(CLI::IsMember({"OPEN", "ASSIGNED", "CONTACTED", "CLOSED"}));
  command->add_option("--from", request.from, "Of --decrease: first month, YYYY-MM");
  command->add_option("--through", request.through, "Of --decrease: last month, YYYY-MM");
  command->add_option("--language", request.language, "Language of the text")
      ->check(CLI::IsMember({"vi", "en"}))
      ->capture_default_str();
  command->add_option("--format", request.format, "text, csv or json")
      ->check(CLI::IsMember({"text", "csv", "json"}))
      ->capture_default_str();
  command->add_option("--limit", request.limit, "Most cases that are shown")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for an answer")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
}

}  // namespace baophu::cli
