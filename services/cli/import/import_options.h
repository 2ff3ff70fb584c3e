#ifndef BAOPHU_SERVICES_CLI_IMPORT_IMPORT_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_IMPORT_IMPORT_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the command `import` with its options.
void AddImport(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_IMPORT_IMPORT_OPTIONS_H_
