#ifndef BAOPHU_SERVICES_CLI_CHECK_CHECK_COMMAND_H_
#define BAOPHU_SERVICES_CLI_CHECK_CHECK_COMMAND_H_

#include <string>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// A check that rebuilds kept figures from their records.
enum class Check {
  kRecount,         // Every count from the movements.
  kVerify,          // Every transaction and every total from the postings.
  kVerifyClosings,  // Every hash and signature of the chain of closings.
};

struct CheckRequest {
  std::string server;
  Check check = Check::kRecount;
  bool json = false;  // Print the result as JSON on standard output.
};

// Runs the check with a progress bar and prints the differences. kDone when
// there are none, kDifferences otherwise.
ExitCode RunCheck(const CheckRequest& request);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_CHECK_CHECK_COMMAND_H_
