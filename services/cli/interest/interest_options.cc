#include "services/cli/interest/interest_options.h"

#include "services/cli/interest/interest_command.h"

namespace baophu::cli {

void AddInterest(CommandLine& line) {
  InterestRequest& request = line.New<InterestRequest>();
  CLI::App* const command =
      line.Add("interest",
               "Charge interest on late contributions and wait until every payer is settled;\n"
               "without a month, show how far it is charged",
               request, RunInterest);
  command->add_option("--through", request.through,
                      "Last month, YYYY-MM, which is over; never earlier than before");
  command->add_flag("--json", request.json, "Print the result as JSON");
  command
      ->add_option("--retry-s", request.retry_s,
                   "Seconds to wait for a service that does not answer")
      ->check(CLI::Range(0, 86'400))
      ->capture_default_str();
}

}  // namespace baophu::cli
