#ifndef BAOPHU_SERVICES_CLI_TERMINAL_OUTPUT_H_
#define BAOPHU_SERVICES_CLI_TERMINAL_OUTPUT_H_

#include <string_view>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// Writes a text to standard output. False, with the reason on standard error,
// when not all of it could be written.
bool Print(std::string_view text);

// Writes a command's result; the exit code is `code`, or kOutputFailed in the
// place of kDone.
ExitCode PrintResult(std::string_view text, ExitCode code);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_TERMINAL_OUTPUT_H_
