#ifndef BAOPHU_COMMON_INGEST_IMPORT_LOG_H_
#define BAOPHU_COMMON_INGEST_IMPORT_LOG_H_

#include <soci/soci.h>

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"

namespace baophu {

// What is durable of an import (table import_chunk). Its functions run inside
// a read or write of the service's database.
namespace import_log {

// 1 to 64 of a-z, 0-9 and '-'.
absl::Status CheckImportId(const std::string& import_id);

// The last durable chunk of an import; 0 for a new one.
int64_t LastChunk(soci::session& session, const std::string& import_id);

// Rows of an import's durable chunks that were refused.
int64_t RefusedCount(soci::session& session, const std::string& import_id);

// The stored answer of a chunk that is durable already; nothing for a chunk
// that comes next. FAILED_PRECONDITION for a chunk out of turn, or one that is
// durable with another content.
absl::StatusOr<std::optional<std::string>> FindChunk(soci::session& session,
                                                     const std::string& import_id,
                                                     int64_t chunk_number,
                                                     const std::string& digest);

void AddChunk(soci::session& session, const std::string& import_id, int64_t chunk_number,
              const std::string& digest, const std::string& ack);

}  // namespace import_log
}  // namespace baophu

#endif  // BAOPHU_COMMON_INGEST_IMPORT_LOG_H_
