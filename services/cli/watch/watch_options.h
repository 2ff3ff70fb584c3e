#ifndef BAOPHU_SERVICES_CLI_WATCH_WATCH_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_WATCH_WATCH_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the command `watch` with its options.
void AddWatch(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_WATCH_WATCH_OPTIONS_H_
