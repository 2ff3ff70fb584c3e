#ifndef BAOPHU_SERVICES_CLI_RETENTION_RETENTION_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_RETENTION_RETENTION_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the command `retention` with its options.
void AddRetention(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_RETENTION_RETENTION_OPTIONS_H_
