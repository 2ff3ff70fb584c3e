#ifndef BAOPHU_SERVICES_CLI_REPORT_REPORT_COMMAND_H_
#define BAOPHU_SERVICES_CLI_REPORT_REPORT_COMMAND_H_

#include <string>
#include <vector>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// `baophu report`: what its options say.
struct ReportRequest {
  std::string server;
  std::string area;
  std::string month;
  std::string language = "vi";  // vi or en.
  std::string format = "text";  // text, json or csv.
  // SERVICE=REVISION: wait until the answer reflects at least these.
  std::vector<std::string> min_revisions;
  bool allow_unconfirmed = false;
  int timeout_s = 30;
};

// Prints the coverage report of an area and month on standard output.
ExitCode RunReport(const ReportRequest& request);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_REPORT_REPORT_COMMAND_H_
