#include "services/cli/import/manifest.h"

#include <filesystem>
#include <memory>
#include <string_view>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/status/try.h"
#include "services/cli/csv/csv_reader.h"

namespace baophu::cli {

absl::StatusOr<std::vector<ImportFile>> ReadManifest(const std::string& path) {
  BAOPHU_ASSIGN(const std::unique_ptr<CsvReader> reader, CsvReader::Open(path));
  if (reader->header() != std::vector<std::string>{"service", "kind", "file", "rows"}) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": is not a manifest; its header line must be service,kind,file,rows"));
  }
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::vector<ImportFile> files;
  std::vector<std::string_view> fields;
  while (true) {
    BAOPHU_ASSIGN(const bool found, reader->Next(fields));
    if (!found) break;
    const std::string where = absl::StrCat(path, ":", reader->row_number(), ": ");
    if (fields.size() != 4) {
      return absl::InvalidArgumentError(
          absl::StrCat(where, "has ", fields.size(), " columns; write service,kind,file,rows"));
    }
    ImportFile file;
    file.kind = FindImportKind(fields[1]);
    if (file.kind == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat(where, "kind: is not known; write one of: ", ImportKindNames()));
    }
    if (fields[0] != ServiceName(file.kind->service)) {
      return absl::InvalidArgumentError(absl::StrCat(where, "service: does not take ",
                                                     file.kind->name, "; write ",
                                                     ServiceName(file.kind->service)));
    }
    file.path = (folder / std::string(fields[2])).string();
    const std::string rows(fields[3]);
    if (!rows.empty() && (!absl::SimpleAtoi(rows, &file.rows) || file.rows < 0)) {
      return absl::InvalidArgumentError(
          absl::StrCat(where, "rows: is not a number of rows; write digits only, or nothing"));
    }
    files.push_back(std::move(file));
  }
  if (files.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": names no file to import"));
  }
  return files;
}

}  // namespace baophu::cli
