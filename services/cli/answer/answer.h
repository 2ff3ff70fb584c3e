#ifndef BAOPHU_SERVICES_CLI_ANSWER_ANSWER_H_
#define BAOPHU_SERVICES_CLI_ANSWER_ANSWER_H_

#include <google/protobuf/message.h>

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/cli/terminal/exit_code.h"

// What services answer, as commands print it.
namespace baophu::cli {

// A message as JSON on one line, with the line's end.
std::string JsonLine(const google::protobuf::Message& message);
// Several of them, one a line.
template <typename Message>
std::string JsonLines(const std::vector<Message>& messages) {
  std::string lines;
  for (const Message& message : messages) lines += JsonLine(message);
  return lines;
}
// One on many lines, for people.
std::string JsonText(const google::protobuf::Message& message);

// Says on standard error that the suite at `server` did not answer, and why.
ExitCode SayFailure(const std::string& server, const absl::Status& status);

// Prints an answer, or says why there is none.
ExitCode PrintAnswer(const std::string& server, const absl::StatusOr<std::string>& text);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_ANSWER_ANSWER_H_
