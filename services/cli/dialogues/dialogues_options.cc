#include "services/cli/dialogues/dialogues_options.h"

#include "services/cli/dialogues/dialogues_command.h"

namespace baophu::cli {

void AddDialogues(CommandLine& line) {
  DialoguesRequest& request = line.New<DialoguesRequest>();
  const auto add = [&](const char* name, const char* what, const char* subject, const char* of,
                       DialoguesQuestion question) {
    CLI::App* const command = line.Add(name, what, request, RunDialogues);
    command->add_option(subject, request.subject, of)->required();
    command->add_option("--window", request.window, "Which money counts")
        ->check(CLI::IsMember({"AFTER_SESSION", "BEFORE_AND_AFTER"}));
    command->add_option("--days", request.window_days, "Days after a session; else 30")
        ->check(CLI::Range(1, 366));
    command->add_option("--as-of", request.as_of, "Day at whose end, YYYY-MM-DD; else today");
    command->add_option("--language", request.language, "Language of the text")
        ->check(CLI::IsMember({"vi", "en"}))
        ->capture_default_str();
    command->add_flag("--json", request.json, "Print what the service answers as JSON");
    command->add_option("--limit", request.limit, "Most sessions or invitations that are shown")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for the answer")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    command->callback([&request, question] { request.question = question; });
    return command;
  };
  CLI::App* const totals =
      add("dialogues", "Sum up sessions with late employers of an area and a period", "AREA",
          "Area code, such as 31", DialoguesQuestion::kTotals);
  totals->add_option("--from", request.from, "First day, YYYY-MM-DD; else the year's first");
  totals->add_option("--through", request.through, "Last day, YYYY-MM-DD; else that of --as-of");
  totals
      ->add_option("--scope", request.scope,
                   "Sessions of the area, or invitations of its employers")
      ->check(CLI::IsMember({"DIALOGUE", "EMPLOYER"}));
  totals->add_flag("--list", request.list,
                   "List the sessions, those to come and cancelled included");
  add("dialogue", "Print one session with its invitations", "CODE", "Code of the session",
      DialoguesQuestion::kSession)
      ->add_option("--state", request.state, "Only invitations whose commitment is so")
      ->check(CLI::IsMember({"NONE", "OPEN", "KEPT", "PARTLY", "BROKEN"}));
}

}  // namespace baophu::cli
