#ifndef BAOPHU_SERVICES_CLI_CLOSING_CLOSING_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_CLOSING_CLOSING_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the commands `close`, `reopen`, `closings`, `restatements` with their options.
void AddClosing(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_CLOSING_CLOSING_OPTIONS_H_
