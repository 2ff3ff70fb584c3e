#ifndef BAOPHU_SERVICES_CLI_NETWORK_NETWORK_COMMAND_H_
#define BAOPHU_SERVICES_CLI_NETWORK_NETWORK_COMMAND_H_

#include <string>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// What is asked about the collection network.
enum class NetworkQuestion {
  kRegistry,    // Organisations, points, collectors and invitations of an area.
  kReceipts,    // What became of a book's numbers, or money that is not handed over.
  kScorecards,  // What collectors and others kept and won.
};

struct NetworkRequest {
  std::string server;
  NetworkQuestion question = NetworkQuestion::kRegistry;
  std::string area;
  std::string organisation;            // Of scorecards and differences, instead of an area.
  std::string collector;               // Of differences, instead of an area.
  std::string list = "organisations";  // Of the registry: which list.
  std::string on;                      // YYYY-MM-DD; empty: today.
  int card_ends_within_days = 0;       // 0: all collectors.
  std::string book;                    // Series, a dot and the first number.
  bool books = false;                  // All books instead, or those of a holder.
  int min_age_days = 0;                // Of differences.
  std::string month;                   // First month of scorecards, YYYY-MM.
  std::string through;                 // Last month; empty: the first one.
  std::string by = "collector";        // Level of scorecards.
  std::string scheme;                  // Empty: all.
  bool below_quota = false;
  std::string language = "vi";
  std::string format = "text";  // text, csv or json.
  int limit = 10'000;           // Most rows that are shown.
  int timeout_s = 60;
};

// Prints the answer as text, as CSV, or as the service tells it in JSON, an object a line.
ExitCode RunNetwork(const NetworkRequest& request);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_NETWORK_NETWORK_COMMAND_H_
