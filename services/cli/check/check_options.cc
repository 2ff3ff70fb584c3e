#include "services/cli/check/check_options.h"

#include "services/cli/check/check_command.h"

namespace baophu::cli {

void AddChecks(CommandLine& line) {
  CheckRequest& request = line.New<CheckRequest>();
  CLI::App* const recount =
      line.Add("recount", "Rebuild every count from the movements and compare it with what is kept",
               request, RunCheck);
  recount->add_flag("--json", request.json, "Print the result as JSON");
  recount->callback([&request] { request.check = Check::kRecount; });
  CLI::App* const verify = line.Add(
      "verify", "Check that every transaction balances and every total equals its postings",
      request, RunCheck);
  verify->add_flag("--json", request.json, "Print the result as JSON");
  verify->callback([&request] { request.check = Check::kVerify; });
  CLI::App* const closings =
      line.Add("verify-closings", "Check every hash and signature of the chain of closings",
               request, RunCheck);
  closings->add_flag("--json", request.json, "Print the result as JSON");
  closings->callback([&request] { request.check = Check::kVerifyClosings; });
}

}  // namespace baophu::cli
