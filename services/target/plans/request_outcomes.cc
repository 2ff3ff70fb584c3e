#include "services/target/plans/request_outcomes.h"

#include "absl/strings/escaping.h"
#include "common/status/fault.h"

namespace baophu::target::request_outcomes {

absl::Status CheckRequestId(const std::string& request_id) {
  bool valid = request_id.size() == 36;
  for (size_t i = 0; valid && i < request_id.size(); ++i) {
    const char c = request_id[i];
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    valid = dash ? c == '-' : hex;
  }
  if (valid) return absl::OkStatus();
  return InvalidField("request_id", "is no UUID",
                      "write 32 hexadecimal digits as 8-4-4-4-12, or leave it out");
}

absl::StatusOr<std::optional<std::string>> Find(soci::session& session,
                                                const std::string& request_id,
                                                const std::string& digest) {
  std::string stored_digest, response;
  session << "SELECT digest, response FROM request_outcome WHERE request_id = :id",
      soci::use(request_id), soci::into(stored_digest), soci::into(response);
  if (!session.got_data()) return std::nullopt;
  if (stored_digest != digest) {
    return FaultStatus(absl::StatusCode::kAlreadyExists, "IDEMPOTENCY_KEY_REUSED", "request_id",
                       "was used for a request with other content", "take a new UUID");
  }
  std::string bytes;
  absl::Base64Unescape(response, &bytes);
  return bytes;
}

void Add(soci::session& session, const std::string& request_id, const std::string& digest,
         const std::string& response, int64_t now_us) {
  const std::string encoded = absl::Base64Escape(response);
  const long long recorded_us = now_us;
  session << "INSERT INTO request_outcome (request_id, digest, response, recorded_us) "
             "VALUES (:i, :d, :r, :t)",
      soci::use(request_id), soci::use(digest), soci::use(encoded), soci::use(recorded_us);
}

}  // namespace baophu::target::request_outcomes
