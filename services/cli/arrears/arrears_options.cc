#include "services/cli/arrears/arrears_options.h"

#include "services/cli/arrears/arrears_command.h"

namespace baophu::cli {

void AddArrears(CommandLine& line) {
  ArrearsRequest& request = line.New<ArrearsRequest>();
  const auto add = [&](const char* name, const char* what, const char* subject, const char* of,
                       ArrearsQuestion question) {
    CLI::App* const command = line.Add(name, what, request, RunArrears);
    command->add_option(subject, request.subject, of)->required();
    command->add_option("--as-of", request.as_of, "Day at whose end, YYYY-MM-DD; else today");
    command->add_option("--as-known", request.as_known,
                        "Only what was recorded by the end of this day");
    command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for the answer")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    command->callback([&request, question] { request.question = question; });
    return command;
  };
  const auto add_limit = [&](CLI::App* command) {
    command->add_option("--limit", request.limit, "Most employers that are shown")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
  };
  CLI::App* const ageing = add("ageing", "Print what employers of an area owe, by age and class",
                               "AREA", "Area code, such as 31", ArrearsQuestion::kAgeing);
  ageing->add_option("--buckets", request.buckets, "Ages that begin a bucket, such as 1m,6m")
      ->delimiter(',');
  ageing->add_option("--view", request.view, "Employers by their oldest debt, or each debt")
      ->check(CLI::IsMember({"employer", "item"}))
      ->capture_default_str();
  CLI::App* const late = add("late", "List employers of an area that are late", "AREA",
                             "Area code, such as 31", ArrearsQuestion::kLate);
  late->add_option("--order", request.order, "Who comes first")
      ->check(CLI::IsMember({"debt", "age"}))
      ->capture_default_str();
  add_limit(late);
  add_limit(add("officer", "List late employers of an officer by their next step", "CODE",
                "Officer's code", ArrearsQuestion::kOfficer));
  add("letter", "Print a letter to an employer about what it owes", "EMPLOYER", "Employer's id",
      ArrearsQuestion::kLetter)
      ->add_option("--kind", request.kind, "Which letter")
      ->check(CLI::IsMember({"WRITTEN_DEMAND", "SECOND_DEMAND", "REMINDER"}))
      ->capture_default_str();
}

}  // namespace baophu::cli
