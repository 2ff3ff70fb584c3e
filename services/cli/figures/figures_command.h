#ifndef BAOPHU_SERVICES_CLI_FIGURES_FIGURES_COMMAND_H_
#define BAOPHU_SERVICES_CLI_FIGURES_FIGURES_COMMAND_H_

#include <baophu/target/v1/figure_check_service.pb.h>

#include <string>

#include "absl/status/statusor.h"
#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// `baophu check-figures`: what its options say.
struct FiguresRequest {
  std::string server;
  std::string file;
  std::string area;             // Compare with the suite's data of this area; empty: do not.
  std::string language = "vi";  // vi or en.
  bool json = false;            // Print the answer as JSON on standard output.
  int timeout_s = 30;
};

// The figures of a file's text: an object with a member "figures", whose other members
// are passed over, or a list of figures. INVALID_ARGUMENT says what is wrong.
absl::StatusOr<target::v1::CheckFiguresRequest> ReadFiguresFile(const std::string& text);

// Checks the figures of a JSON file and prints the findings. kDone when none is
// inconsistent, kDifferences when some are, kFileUnreadable when the file, or a figure in
// it, cannot be read.
ExitCode RunFigures(const FiguresRequest& request);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_FIGURES_FIGURES_COMMAND_H_
