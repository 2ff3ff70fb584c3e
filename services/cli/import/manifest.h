#ifndef BAOPHU_SERVICES_CLI_IMPORT_MANIFEST_H_
#define BAOPHU_SERVICES_CLI_IMPORT_MANIFEST_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/cli/import/rows/import_kind.h"

namespace baophu::cli {

// One file to import.
struct ImportFile {
  const ImportKind* kind;
  std::string path;
  int64_t rows = 0;  // 0: not known.
};

// Reads a manifest: a CSV file with the columns service, kind, file and rows
// (rows may be empty), files in the order of import, relative to the
// manifest's folder.
absl::StatusOr<std::vector<ImportFile>> ReadManifest(const std::string& path);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_IMPORT_MANIFEST_H_
