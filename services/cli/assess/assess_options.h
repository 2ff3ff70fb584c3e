#ifndef BAOPHU_SERVICES_CLI_ASSESS_ASSESS_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_ASSESS_ASSESS_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the command `assess` with its options.
void AddAssess(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_ASSESS_ASSESS_OPTIONS_H_
