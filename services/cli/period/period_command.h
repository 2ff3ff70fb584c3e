#ifndef BAOPHU_SERVICES_CLI_PERIOD_PERIOD_COMMAND_H_
#define BAOPHU_SERVICES_CLI_PERIOD_PERIOD_COMMAND_H_

#include <string>
#include <vector>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// `baophu report --period`: what its options say.
struct PeriodReportRequest {
  std::string server;
  std::string area;
  std::string period;           // 2024-09, 2024-Q3, 2024-H1 or 2024.
  std::string language = "vi";  // vi or en.
  std::string format = "text";  // text, csv, json or xlsx.
  std::string out;              // File; empty: standard output, not for xlsx.
  std::string link_base;        // Before the path of each link.
  // SERVICE=REVISION: wait until the answer reflects at least these.
  std::vector<std::string> min_revisions;
  int timeout_s = 30;
};

// Writes the report of an area and period.
ExitCode RunPeriodReport(const PeriodReportRequest& request);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_PERIOD_PERIOD_COMMAND_H_
