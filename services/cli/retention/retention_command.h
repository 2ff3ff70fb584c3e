#ifndef BAOPHU_SERVICES_CLI_RETENTION_RETENTION_COMMAND_H_
#define BAOPHU_SERVICES_CLI_RETENTION_RETENTION_COMMAND_H_

#include <string>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// What is asked about whom to keep: a list, how long the lists are, or who left.
struct RetentionRequest {
  std::string server;
  std::string area;       // Code.
  std::string list;       // ending, lapsed, uncovered or left-work; empty: another question.
  bool summary = false;   // How long every list is, by area.
  bool decrease = false;  // Who left and why, by area.
  std::string day;        // YYYY-MM-DD; empty: today.
  int days = 0;           // 0: the service's own.
  int months = 0;         // The same.
  std::string kind;
  std::string assignee;
  std::string state;
  std::string from;     // YYYY-MM, of --decrease.
  std::string through;  // The same.
  std::string language = "vi";
  std::string format = "text";  // text, csv or json.
  int limit = 1'000;            // Most cases that are shown.
  int timeout_s = 60;
};

// Prints the answer as text, as CSV, or as the service tells it in JSON, an object a line.
ExitCode RunRetention(const RetentionRequest& request);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_RETENTION_RETENTION_COMMAND_H_
