#ifndef BAOPHU_SERVICES_CLI_STATEMENT_STATEMENT_COMMAND_H_
#define BAOPHU_SERVICES_CLI_STATEMENT_STATEMENT_COMMAND_H_

#include <string>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// `baophu statement`: what its options say.
struct StatementRequest {
  std::string server;
  std::string payer;            // As ReadPayerReference takes it.
  std::string month;            // YYYY-MM.
  std::string as_known;         // YYYY-MM-DD; empty: all that is recorded now.
  std::string format = "text";  // text, xlsx or json.
  std::string out;              // File; empty: standard output, not for xlsx.
  int timeout_s = 30;
};

// Writes the statement of a payer's month.
ExitCode RunStatement(const StatementRequest& request);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_STATEMENT_STATEMENT_COMMAND_H_
