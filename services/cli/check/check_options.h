#ifndef BAOPHU_SERVICES_CLI_CHECK_CHECK_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_CHECK_CHECK_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the commands `recount`, `verify`, `verify-closings` with their options.
void AddChecks(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_CHECK_CHECK_OPTIONS_H_
