#ifndef BAOPHU_SERVICES_CLI_TERMINAL_OUTPUT_H_
#define BAOPHU_SERVICES_CLI_TERMINAL_OUTPUT_H_

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// Writes a text to standard output. False, with the reason on standard error,
// when not all of it could be written.
bool Print(std::string_view text);

// Writes a command's result; the exit code is `code`, or kOutputFailed in the
// place of kDone.
ExitCode PrintResult(std::string_view text, ExitCode code);

// Writes a text into a file in the place of what it held. UNKNOWN, naming the file,
// when not all of it could be written.
absl::Status SaveText(std::string_view text, const std::string& path);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_TERMINAL_OUTPUT_H_
