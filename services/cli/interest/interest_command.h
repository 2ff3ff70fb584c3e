#ifndef BAOPHU_SERVICES_CLI_INTEREST_INTEREST_COMMAND_H_
#define BAOPHU_SERVICES_CLI_INTEREST_INTEREST_COMMAND_H_

#include <baophu/contribution/v1/account_service.pb.h>

#include <string>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// `baophu interest`: what its options say.
struct InterestRequest {
  std::string server;
  std::string through;  // Last month, YYYY-MM; empty: nothing is charged, only shown.
  int retry_s = 60;
  bool json = false;  // Print the settlement as JSON on standard output.
};

// Charges interest through a month, waits until every payer is settled, and shows how
// far interest is charged and what waits. Run again, it goes on where it was.
ExitCode RunInterest(const InterestRequest& request);

// How far interest is charged and what waits, on one line.
std::string SettlementText(const contribution::v1::Settlement& settlement);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_INTEREST_INTEREST_COMMAND_H_
