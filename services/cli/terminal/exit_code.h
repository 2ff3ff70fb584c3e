#ifndef BAOPHU_SERVICES_CLI_TERMINAL_EXIT_CODE_H_
#define BAOPHU_SERVICES_CLI_TERMINAL_EXIT_CODE_H_

namespace baophu::cli {

// How `baophu` ends, for scripts. Documented in services/cli/README.md; a
// number never changes its meaning.
enum ExitCode : int {
  kDone = 0,
  kUsage = 1,           // The command line is wrong.
  kRowsRefused = 2,     // Everything was sent; some rows were refused.
  kServiceFailed = 3,   // The service was not reached, broke off, or said no.
  kFileUnreadable = 4,  // A file has a fault; rows before it are in.
  kDifferences = 5,     // A check found differences.
  kOutputFailed = 6,    // Standard output, or the file in its place, could not be written.
  kProblems = 7,        // What some employers owe cannot be computed.
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_TERMINAL_EXIT_CODE_H_
