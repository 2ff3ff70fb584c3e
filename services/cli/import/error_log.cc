#include "services/cli/import/error_log.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/text/grouped.h"
#include "common/text/view.h"
#include "services/cli/csv/csv_field.h"

namespace baophu::cli {
namespace {

constexpr int64_t kShownRemarks = 50;

}  // namespace

ErrorLog::ErrorLog(std::function<void(std::string_view)> line) : line_(std::move(line)) {}

ErrorLog::~ErrorLog() {
  if (file_ != nullptr) std::fclose(file_);
}

absl::Status ErrorLog::OpenFile(const std::string& path) {
  const std::lock_guard lock(mutex_);
  path_ = path;
  file_ = std::fopen(path.c_str(), "w");
  if (file_ == nullptr) {
    return absl::PermissionDeniedError(
        absl::StrCat(path, ": cannot be written: ", std::strerror(errno)));
  }
  std::fputs("row,field,reason,problem,remedy,severity,file\n", file_);
  return absl::OkStatus();
}

void ErrorLog::Add(const RowRemark& remark) {
  const std::lock_guard lock(mutex_);
  if (++count_ <= kShownRemarks) {
    line_(absl::StrCat(View(remark.file), ":", remark.row, ": ", remark.refused ? "" : "warning: ",
                       View(remark.field), remark.field.empty() ? "" : ": ", View(remark.problem),
                       remark.remedy.empty() ? "" : "; ", View(remark.remedy)));
  }
  if (file_ == nullptr) return;
  const std::string row =
      absl::StrCat(remark.row, ",", CsvField(remark.field), ",", CsvField(remark.reason), ",",
                   CsvField(remark.problem), ",", CsvField(remark.remedy), ",",
                   remark.refused ? "ERROR" : "WARNING", ",", CsvField(remark.file), "\n");
  std::fputs(row.c_str(), file_);
}

absl::Status ErrorLog::Close() {
  const std::lock_guard lock(mutex_);
  if (count_ > kShownRemarks) {
    line_(absl::StrCat("and ", Grouped(count_ - kShownRemarks), " more",
                       file_ == nullptr ? "; --errors FILE keeps all of them"
                                        : absl::StrCat("; all of them are in ", path_)));
  }
  if (file_ == nullptr) return absl::OkStatus();
  const bool failed = std::ferror(file_) != 0;
  const bool closed = std::fclose(std::exchange(file_, nullptr)) == 0;
  if (failed || !closed) {
    return absl::DataLossError(absl::StrCat(path_, ": could not be written to its end"));
  }
  return absl::OkStatus();
}

}  // namespace baophu::cli
