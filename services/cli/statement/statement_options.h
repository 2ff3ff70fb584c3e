#ifndef BAOPHU_SERVICES_CLI_STATEMENT_STATEMENT_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_STATEMENT_STATEMENT_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the command `statement` with its options.
void AddStatement(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_STATEMENT_STATEMENT_OPTIONS_H_
