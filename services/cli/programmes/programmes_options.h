#ifndef BAOPHU_SERVICES_CLI_PROGRAMMES_PROGRAMMES_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_PROGRAMMES_PROGRAMMES_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the command `programmes` with its options.
void AddProgrammes(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_PROGRAMMES_PROGRAMMES_OPTIONS_H_
