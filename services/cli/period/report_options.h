#ifndef BAOPHU_SERVICES_CLI_PERIOD_REPORT_OPTIONS_H_
#define BAOPHU_SERVICES_CLI_PERIOD_REPORT_OPTIONS_H_

#include "services/cli/command_line.h"

namespace baophu::cli {

// Adds the command `report` with its options: of a month, as the coverage report, or of a
// period.
void AddReport(CommandLine& line);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_PERIOD_REPORT_OPTIONS_H_
