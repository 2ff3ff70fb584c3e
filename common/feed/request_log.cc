#include "common/feed/request_log.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "common/status/fault.h"

namespace baophu::request_log {

absl::Status CheckRequestId(const std::string& request_id) {
  if (request_id.empty()) return absl::OkStatus();
  bool valid = request_id.size() == 36;
  for (size_t i = 0; valid && i < request_id.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    valid = dash ? request_id[i] == '-'
                 : absl::ascii_isxdigit(static_cast<unsigned char>(request_id[i]));
  }
  if (valid) return absl::OkStatus();
  return InvalidField("request_id", "is not a UUID", "send a random UUID, or leave it empty");
}

absl::StatusOr<std::optional<std::string>> Find(Commit& commit, const std::string& request_id,
                                                const std::string& digest) {
  if (request_id.empty()) return std::nullopt;
  std::string stored_digest, response;
  commit.session() << "SELECT digest, response FROM request_outcome WHERE request_id = :r",
      soci::use(request_id), soci::into(stored_digest), soci::into(response);
  if (!commit.session().got_data()) return std::nullopt;
  if (stored_digest != digest) {
    return FaultStatus(absl::StatusCode::kAlreadyExists, "IDEMPOTENCY_KEY_REUSED", "request_id",
                       "was used for another request", "send a new UUID for each request");
  }
  std::string bytes;
  absl::Base64Unescape(response, &bytes);
  return bytes;
}

void Add(Commit& commit, const std::string& request_id, const std::string& digest,
         const std::string& response) {
  if (request_id.empty()) return;
  const std::string encoded = absl::Base64Escape(response);
  const long long now_us = commit.now_us();
  commit.session() << "INSERT INTO request_outcome (request_id, digest, response, recorded_us) "
                      "VALUES (:r, :d, :s, :t)",
      soci::use(request_id), soci::use(digest), soci::use(encoded), soci::use(now_us);
}

}  // namespace baophu::request_log
