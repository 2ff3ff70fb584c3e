#ifndef BAOPHU_SERVICES_CLI_ARREARS_ARREARS_COMMAND_H_
#define BAOPHU_SERVICES_CLI_ARREARS_ARREARS_COMMAND_H_

#include <string>
#include <vector>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// What is asked about debts of employers.
enum class ArrearsQuestion {
  kAgeing,   // By age and class, of an area.
  kLate,     // Who is late, of an area.
  kOfficer,  // What an officer is to do.
  kLetter,   // The text of a letter to an employer.
};

struct ArrearsRequest {
  std::string server;
  ArrearsQuestion question = ArrearsQuestion::kAgeing;
  std::string subject;  // Area code, officer's code or employer's id.
  std::string as_of;    // YYYY-MM-DD; empty: today.
  std::string as_known;
  std::vector<std::string> buckets;  // As 1m or 30d; none: the service's own.
  std::string view = "employer";     // Or item.
  std::string order = "debt";        // Or age.
  std::string kind = "WRITTEN_DEMAND";
  int limit = 100;  // Most employers that are shown.
  int timeout_s = 60;
};

// Prints the answer as a table or text in Vietnamese.
ExitCode RunArrears(const ArrearsRequest& request);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_ARREARS_ARREARS_COMMAND_H_
