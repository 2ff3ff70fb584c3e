#ifndef BAOPHU_SERVICES_CLI_DIALOGUES_DIALOGUES_COMMAND_H_
#define BAOPHU_SERVICES_CLI_DIALOGUES_DIALOGUES_COMMAND_H_

#include <string>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// What is asked about sessions with late employers.
enum class DialoguesQuestion {
  kTotals,   // Of an area and a period.
  kList,     // Which sessions there are.
  kSession,  // One session with its invitations.
};

struct DialoguesRequest {
  std::string server;
  DialoguesQuestion question = DialoguesQuestion::kTotals;
  bool list = false;    // Of the command `dialogues`: sessions, not totals.
  std::string subject;  // Area code, or code of a session.
  std::string from;     // YYYY-MM-DD; empty: the service's own.
  std::string through;  // The same.
  std::string window;   // AFTER_SESSION or BEFORE_AND_AFTER; empty: the service's own.
  int window_days = 0;  // 0: the service's own.
  std::string scope;    // DIALOGUE or EMPLOYER; empty: the service's own.
  std::string as_of;    // YYYY-MM-DD; empty: today.
  std::string state;    // Only invitations whose commitment is so, as BROKEN.
  std::string language = "vi";
  bool json = false;
  int limit = 1'000;  // Most sessions or invitations that are shown.
  int timeout_s = 60;
};

// Prints the answer as text, or as the service tells it in JSON, an object a line.
ExitCode RunDialogues(const DialoguesRequest& request);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_DIALOGUES_DIALOGUES_COMMAND_H_
