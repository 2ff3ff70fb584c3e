#ifndef BAOPHU_SERVICES_CLI_PROGRAMMES_PROGRAMMES_COMMAND_H_
#define BAOPHU_SERVICES_CLI_PROGRAMMES_PROGRAMMES_COMMAND_H_

#include <string>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// `baophu programmes`: what its options say.
struct ProgrammesRequest {
  std::string server;
  std::string area;
  std::string on;               // Day or month of completeness; empty: none is asked for.
  std::string period;           // Of totals; empty: none are asked for.
  std::string kind;             // Empty: all.
  std::string level;            // Of completeness; empty: all.
  std::string language = "vi";  // vi or en.
  bool json = false;            // Print each answer as JSON.
  int timeout_s = 30;
};

// Prints of how many areas programmes are done, what they come to in a period, or both.
ExitCode RunProgrammes(const ProgrammesRequest& request);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_PROGRAMMES_PROGRAMMES_COMMAND_H_
