#ifndef BAOPHU_SERVICES_CLI_IMPORT_ERROR_LOG_H_
#define BAOPHU_SERVICES_CLI_IMPORT_ERROR_LOG_H_

#include <cstdint>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace baophu::cli {

// A remark about one row of one file.
struct RowRemark {
  std::string_view file;
  int64_t row = 0;
  std::string_view field;
  std::string_view reason;
  std::string_view problem;
  std::string_view remedy;
  bool refused = true;  // Otherwise a warning.
};

// Shows the first remarks and writes all of them into a CSV file with the
// columns row, field, reason, problem, remedy, severity and file. Thread-safe.
class ErrorLog {
 public:
  // `line` shows one line of text.
  explicit ErrorLog(std::function<void(std::string_view)> line);
  ~ErrorLog();
  ErrorLog(const ErrorLog&) = delete;
  ErrorLog& operator=(const ErrorLog&) = delete;

  // Starts the CSV file; remarks before this go nowhere but to the screen.
  absl::Status OpenFile(const std::string& path);

  void Add(const RowRemark& remark);

  // Says how many were not shown, and finishes the file. DATA_LOSS when the
  // file could not be written.
  absl::Status Close();

 private:
  const std::function<void(std::string_view)> line_;
  std::mutex mutex_;
  std::string path_;
  std::FILE* file_ = nullptr;
  int64_t count_ = 0;
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_IMPORT_ERROR_LOG_H_
