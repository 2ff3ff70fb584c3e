#ifndef BAOPHU_SERVICES_CLI_ASSESS_ASSESS_COMMAND_H_
#define BAOPHU_SERVICES_CLI_ASSESS_ASSESS_COMMAND_H_

#include <baophu/contribution/v1/account_service.pb.h>
#include <baophu/contribution/v1/assessment_service.pb.h>

#include <string>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

struct AssessRequest {
  std::string server;
  // Months as YYYY-MM, one of which may be empty: as before. Both empty: nothing
  // is changed, only shown.
  std::string from;
  std::string through;
  int retry_s = 60;
  bool json = false;  // Print the period as JSON on standard output.
};

// Lets contribution post what employers owe for these months from their wages, and
// returns once everything that participant knows by now is posted and all payers
// are settled. Run again, it goes on where it was. kProblems when some employers
// cannot be computed; why is shown.
ExitCode RunAssess(const AssessRequest& request);

// What is posted and what is not, on one line.
std::string PeriodText(const contribution::v1::AssessmentPeriod& period,
                       const contribution::v1::Settlement& settlement);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_ASSESS_ASSESS_COMMAND_H_
