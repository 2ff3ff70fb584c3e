#ifndef BAOPHU_SERVICES_CLI_IMPORT_IMPORT_SUMMARY_H_
#define BAOPHU_SERVICES_CLI_IMPORT_IMPORT_SUMMARY_H_

#include <cstdint>
#include <string>
#include <vector>

namespace baophu::cli {

// What became of the rows of one file.
struct FileSummary {
  std::string kind;
  std::string file;
  int64_t accepted = 0;
  int64_t unchanged = 0;  // Were there already, with the same content.
  int64_t refused = 0;    // By the service, or not expressible.
  int64_t warnings = 0;
  int64_t before = 0;    // Made durable by an earlier run of the same import.
  int64_t revision = 0;  // Newest revision of the service that made rows durable.
  double seconds = 0;
  std::string fault;  // Empty when all rows were dealt with.

  int64_t rows() const { return accepted + unchanged + refused + before; }
};

// One line for people:
//   movements: 4,500,000 rows: 4,499,990 taken, 10 refused (38 s, 118,421 rows/s)
std::string SummaryLine(const FileSummary& summary, bool validate_only);

// One JSON object: {"files": [...], "rows": ..., ...}.
std::string SummaryJson(const std::vector<FileSummary>& summaries);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_IMPORT_IMPORT_SUMMARY_H_
