#include "services/cli/answer/answer.h"

#include <google/protobuf/util/json_util.h>

#include <cstdio>

#include "services/cli/terminal/output.h"

namespace baophu::cli {

std::string JsonLine(const google::protobuf::Message& message) {
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(message, &json);
  return json + "\n";
}

std::string JsonText(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(message, &json, options);
  return json;
}

ExitCode SayFailure(const std::string& server, const absl::Status& status) {
  std::fprintf(stderr, "%s: %s (%s)\n", server.c_str(), std::string(status.message()).c_str(),
               absl::StatusCodeToString(status.code()).c_str());
  return kServiceFailed;
}

ExitCode PrintAnswer(const std::string& server, const absl::StatusOr<std::string>& text) {
  return text.ok() ? PrintResult(*text, kDone) : SayFailure(server, text.status());
}

}  // namespace baophu::cli
