#include "services/cli/terminal/output.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace baophu::cli {

bool Print(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (written && std::fflush(stdout) == 0) return true;
  std::fprintf(stderr, "standard output cannot be written: %s\n", std::strerror(errno));
  return false;
}

ExitCode PrintResult(std::string_view text, ExitCode code) {
  return Print(text) || code != kDone ? code : kOutputFailed;
}

absl::Status SaveText(std::string_view text, const std::string& path) {
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  // What is still in memory is written here.
  if (file != nullptr && std::fclose(file) != 0) written = false;
  if (written) return absl::OkStatus();
  return absl::UnknownError(absl::StrCat(path, ": cannot be written: ", std::strerror(errno)));
}

}  // namespace baophu::cli
