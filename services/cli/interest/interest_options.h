#ifndef BAOPHU_SERVICES_CLI_INTEREST_INTEREST_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_INTEREST_INTEREST_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the command `interest` with its options.
void AddInterest(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_INTEREST_INTEREST_OPTIONS_H_
