#ifndef BAOPHU_SERVICES_CLI_ARREARS_ARREARS_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_ARREARS_ARREARS_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the commands `ageing`, `late`, `officer`, `letter` with their options.
void AddArrears(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_ARREARS_ARREARS_OPTIONS_H_
