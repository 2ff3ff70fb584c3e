#ifndef BAOPHU_SERVICES_CLI_FIGURES_FIGURES_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_FIGURES_FIGURES_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the command `check-figures` with its options.
void AddFigures(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_FIGURES_FIGURES_OPTIONS_H_
