#include "services/cli/assess/assess_options.h"

#include "services/cli/assess/assess_command.h"

namespace baophu::cli {

void AddAssess(CommandLine& line) {
  AssessRequest& request = line.New<AssessRequest>();
  CLI::App* const command =
      line.Add("assess",
               "Post what employers owe by their workers' wages and the law, and wait "
               "until all is settled;\n"
               "without months, show which months that is done for",
               request, RunAssess);
  command->add_option("--from", request.from,
                      "First month, YYYY-MM; never later than before, by default as before");
  command->add_option("--through", request.through,
                      "Last month, YYYY-MM; never earlier than before, by default as before");
  command->add_flag("--json", request.json, "Print the result as JSON");
  command
      ->add_option("--retry-s", request.retry_s,
                   "Seconds to wait for a service that does not answer")
      ->check(CLI::Range(0, 86'400))
      ->capture_default_str();
}

}  // namespace baophu::cli
