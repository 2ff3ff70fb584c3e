#include "services/cli/terminal/output.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

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

}  // namespace baophu::cli
