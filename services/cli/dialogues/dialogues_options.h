#ifndef BAOPHU_SERVICES_CLI_DIALOGUES_DIALOGUES_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_DIALOGUES_DIALOGUES_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the commands `dialogues`, `dialogue` with their options.
void AddDialogues(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_DIALOGUES_DIALOGUES_OPTIONS_H_
