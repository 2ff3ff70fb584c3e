#ifndef BAOPHU_COMMON_CSV_CSV_TABLE_H_
#define BAOPHU_COMMON_CSV_CSV_TABLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace baophu {

// One line of a small CSV file that a service reads at start.
struct CsvRow {
  int64_t line = 0;  // Counted from 1, the header included.
  std::vector<std::string> cells;
};

// Reads UTF-8 CSV text (RFC 4180, header line) and returns its rows with
// exactly `columns`, in that order. INVALID_ARGUMENT, naming `file` and the
// line, when the header has other columns or a row another number of cells.
absl::StatusOr<std::vector<CsvRow>> ParseCsv(std::string_view file, std::string_view text,
                                             const std::vector<std::string>& columns);

// The whole content of a file. FAILED_PRECONDITION when it cannot be read.
absl::StatusOr<std::string> ReadTextFile(const std::string& path);

}  // namespace baophu

#endif  // BAOPHU_COMMON_CSV_CSV_TABLE_H_
