#ifndef BAOPHU_SERVICES_CLI_IMPORT_ROWS_IMPORT_KIND_H_
#define BAOPHU_SERVICES_CLI_IMPORT_ROWS_IMPORT_KIND_H_

#include <string>
#include <string_view>
#include <vector>

namespace baophu::cli {

enum class Service { kParticipant, kContribution, kTarget };

// One kind of file that can be imported.
struct ImportKind {
  // As on the command line; also the field of its service's ImportChunk.
  const char* name;
  Service service;
  // Columns without which no row can be right. Of names joined by '|' one is
  // enough.
  std::vector<std::string> required_columns;
};

// All kinds, in the order in which they are imported.
const std::vector<ImportKind>& ImportKinds();

// Null when there is no such kind.
const ImportKind* FindImportKind(std::string_view name);

// "areas, area_successions, ...", for messages.
std::string ImportKindNames();

// "participant", "contribution" or "target".
const char* ServiceName(Service service);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_IMPORT_ROWS_IMPORT_KIND_H_
