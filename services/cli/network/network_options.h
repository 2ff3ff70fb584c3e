#ifndef BAOPHU_SERVICES_CLI_NETWORK_NETWORK_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_NETWORK_NETWORK_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the commands `network`, `receipts`, `scorecards` with their options.
void AddNetwork(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_NETWORK_NETWORK_OPTIONS_H_
