#include "services/cli/closing/closing_options.h"

#include "services/cli/closing/closing_command.h"

namespace baophu::cli {

void AddClosing(CommandLine& line) {
  ClosingRequest& request = line.New<ClosingRequest>();
  const auto add = [&](const char* name, const char* what, ClosingAction action) {
    CLI::App* const command = line.Add(name, what, request, RunClosing);
    command->add_flag("--json", request.json, "Print what the service answers as JSON");
    command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for an answer")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    command->callback([&request, action] { request.action = action; });
    return command;
  };
  const auto add_month = [&](CLI::App* command) {
    command->add_option("MONTH", request.month, "Month, YYYY-MM")->required();
  };
  CLI::App* const close =
      add("close", "Close a month: freeze every area's report", ClosingAction::kClose);
  add_month(close);
  close->add_option("--note", request.note, "Remark, such as the number of the published report");
  CLI::App* const reopen = add("reopen", "Open a closed month again", ClosingAction::kReopen);
  add_month(reopen);
  reopen->add_option("--reason", request.reason, "Why")->required();
  add("closings", "List closings", ClosingAction::kList)
      ->add_option("--month", request.month, "Only of this month, YYYY-MM");
  CLI::App* const restatements =
      add("restatements", "Print what differs from the newest closing of a month, and why",
          ClosingAction::kRestatements);
  add_month(restatements);
  restatements->add_option("--area", request.area, "Only this area, by its code");
}

}  // namespace baophu::cli
