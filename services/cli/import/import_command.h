#ifndef BAOPHU_SERVICES_CLI_IMPORT_IMPORT_COMMAND_H_
#define BAOPHU_SERVICES_CLI_IMPORT_IMPORT_COMMAND_H_

#include <string>
#include <vector>

#include "services/cli/terminal/exit_code.h"

namespace baophu::cli {

// `baophu import`: what its options say.
struct ImportRequest {
  std::string server;
  // Either a kind and files, or a manifest.
  std::string kind;
  std::vector<std::string> files;
  std::string manifest;

  int chunk_rows = 10000;
  int chunks_in_flight = 4;
  int retry_s = 60;
  bool validate_only = false;
  // Send all rows anew, although an earlier run has made them durable.
  bool again = false;
  std::string errors_file;
  bool json = false;
};

// Imports the files one after the other; a file that cannot be read, or a
// service that cannot be reached, ends it, because later files build on earlier
// ones. Refused rows do not.
ExitCode RunImport(const ImportRequest& request);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_IMPORT_IMPORT_COMMAND_H_
