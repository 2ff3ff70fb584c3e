#include "services/cli/statement/statement_options.h"

#include "services/cli/statement/statement_command.h"

namespace baophu::cli {

void AddStatement(CommandLine& line) {
  StatementRequest& request = line.New<StatementRequest>();
  CLI::App* const command =
      line.Add("statement", "Print the statement of a payer's month, the content of notice C12-TS",
               request, RunStatement);
  command
      ->add_option("EMPLOYER", request.payer,
                   "employers/91 or 91, a unit code or a tax code; also people/7 or households/5")
      ->required();
  command->add_option("--month", request.month, "Month, YYYY-MM")->required();
  command->add_option("--as-known", request.as_known,
                      "Only what was recorded by the end of this day, YYYY-MM-DD");
  command->add_option("--format", request.format, "text, xlsx or json")
      ->check(CLI::IsMember({"text", "xlsx", "json"}))
      ->capture_default_str();
  command->add_option("--out", request.out,
                      "Write into this file, not to standard output; xlsx needs it");
  command->add_option("--timeout-s", request.timeout_s, "Seconds to wait for the answer")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
}

}  // namespace baophu::cli
