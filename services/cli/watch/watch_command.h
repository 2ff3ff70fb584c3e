#ifndef BAOPHU_SERVICES_CLI_WATCH_WATCH_COMMAND_H_
#define BAOPHU_SERVICES_CLI_WATCH_WATCH_COMMAND_H_

#include <cstdint>
#include <string>
#include <vector>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// `baophu watch`: what its options say.
struct WatchRequest {
  std::string server;
  std::string service;  // participant, contribution or target.
  int64_t after_revision = 0;
  std::vector<std::string> types;
  // Also print the marks that say that nothing newer is there yet.
  bool progress = false;
  // End when everything that is there has been printed.
  bool once = false;
  int retry_s = 60;
};

// Prints a service's change feed on standard output, one JSON object a line,
// each event once, and connects again when the stream breaks. Ends when the
// service stays away or refuses, or, with `once`, when it has caught up.
ExitCode RunWatch(const WatchRequest& request);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_WATCH_WATCH_COMMAND_H_
