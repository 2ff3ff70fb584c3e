#include "common/ingest/import_log.h"

#include <baophu/type/v1/import.pb.h>

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/status/fault.h"

namespace baophu::import_log {
namespace {

// What AddChunk has written of an answer.
std::string AckBytes(const std::string& stored) {
  std::string bytes;
  absl::Base64Unescape(stored, &bytes);
  return bytes;
}

}  // namespace

absl::Status CheckImportId(const std::string& import_id) {
  const bool valid = !import_id.empty() && import_id.size() <= 64 &&
                     std::all_of(import_id.begin(), import_id.end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                     });
  if (valid) return absl::OkStatus();
  return InvalidField("start.import_id", "is not a name for an import",
                      "write 1 to 64 of a-z, 0-9 and '-'");
}

int64_t LastChunk(soci::session& session, const std::string& import_id) {
  long long last = 0;
  session << "SELECT COALESCE(MAX(chunk_number), 0) FROM import_chunk WHERE import_id = :i",
      soci::use(import_id), soci::into(last);
  return last;
}

int64_t RefusedCount(soci::session& session, const std::string& import_id) {
  int64_t refused_count = 0;
  long long number = 0;
  std::string stored;
  // One chunk at a time: answers with an error for each row are large together.
  soci::statement select =
      (session.prepare << "SELECT ack FROM import_chunk WHERE import_id = :i AND chunk_number = :n",
       soci::use(import_id), soci::use(number), soci::into(stored));
  const int64_t last = LastChunk(session, import_id);
  for (number = 1; number <= last; ++number) {
    if (!select.execute(true)) continue;
    type::v1::ImportAck ack;
    ack.ParseFromString(AckBytes(stored));
    refused_count += ack.refused_count();
  }
  return refused_count;
}

absl::StatusOr<std::optional<std::string>> FindChunk(soci::session& session,
                                                     const std::string& import_id,
                                                     int64_t chunk_number,
                                                     const std::string& digest) {
  const long long number = chunk_number;
  std::string stored_digest, ack;
  session << "SELECT digest, ack FROM import_chunk WHERE import_id = :i AND chunk_number = :n",
      soci::use(import_id), soci::use(number), soci::into(stored_digest), soci::into(ack);
  if (session.got_data()) {
    if (stored_digest != digest) {
      return FaultStatus(absl::StatusCode::kFailedPrecondition, "CHUNK_CONTENT_CHANGED",
                         "chunk.chunk_number",
                         absl::StrCat("chunk ", chunk_number, " was sent before with other rows"),
                         "take another import_id for other content");
    }
    return AckBytes(ack);
  }
  const int64_t expected = LastChunk(session, import_id) + 1;
  if (chunk_number != expected) {
    return FaultStatus(absl::StatusCode::kFailedPrecondition, "CHUNK_OUT_OF_TURN",
                       "chunk.chunk_number",
                       absl::StrCat("is ", chunk_number, " but ", expected, " comes next"),
                       "send chunks in order, without gaps, after the last acknowledged one");
  }
  return std::nullopt;
}

void AddChunk(soci::session& session, const std::string& import_id, int64_t chunk_number,
              const std::string& digest, const std::string& ack) {
  const long long number = chunk_number;
  const std::string encoded = absl::Base64Escape(ack);
  session << "INSERT INTO import_chunk (import_id, chunk_number, digest, ack) "
             "VALUES (:i, :n, :d, :a)",
      soci::use(import_id), soci::use(number), soci::use(digest), soci::use(encoded);
}

}  // namespace baophu::import_log
