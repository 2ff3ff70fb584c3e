#ifndef BAOPHU_SERVICES_CLI_CLOSING_CLOSING_COMMAND_H_
#define BAOPHU_SERVICES_CLI_CLOSING_CLOSING_COMMAND_H_

#include <string>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// What is done about closed months.
enum class ClosingAction {
  kClose,         // Closes a month.
  kReopen,        // Opens the closing in force of a month again.
  kList,          // Lists closings.
  kRestatements,  // Tells what differs from the newest closing of a month.
};

struct ClosingRequest {
  std::string server;
  ClosingAction action = ClosingAction::kList;
  std::string month;   // YYYY-MM; of kList empty for all.
  std::string note;    // Of kClose.
  std::string reason;  // Of kReopen.
  std::string area;    // Of kRestatements; empty: all.
  bool json = false;   // Print what the service answers as JSON, one object a line.
  int timeout_s = 60;  // Of one call, but for closing, which shows its progress.
};

// Prints a closing, closings or restatements on standard output.
ExitCode RunClosing(const ClosingRequest& request);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_CLOSING_CLOSING_COMMAND_H_
