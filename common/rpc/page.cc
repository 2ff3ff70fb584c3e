#include "common/rpc/page.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"

namespace baophu::rpc {
namespace {

constexpr int64_t kDefaultPageSize = 100;
constexpr int64_t kMaxPageSize = 1000;

absl::Status BadToken() {
  return InvalidField("page_token", "does not belong to this list and these filters",
                      "repeat the call that gave it, changing only page_size");
}

}  // namespace

absl::StatusOr<int64_t> PageSize(int32_t requested) {
  if (requested < 0) return InvalidField("page_size", "is negative", "send 0 to 1000");
  if (requested == 0) return kDefaultPageSize;
  return std::min<int64_t>(requested, kMaxPageSize);
}

std::string SealPageToken(const KeyRing& keys, std::string_view query, std::string_view after) {
  const KeyedHash hash = keys.Hash(query);
  return keys.Seal(
      absl::StrCat(hash.high, ":", hash.low, ":", absl::string_view(after.data(), after.size())));
}

absl::StatusOr<std::string> OpenPageToken(const KeyRing& keys, std::string_view query,
                                          std::string_view token) {
  if (token.empty()) return std::string();
  const absl::StatusOr<std::string> opened = keys.Open(token);
  const KeyedHash hash = keys.Hash(query);
  const std::string prefix = absl::StrCat(hash.high, ":", hash.low, ":");
  if (!opened.ok() || opened->compare(0, prefix.size(), prefix) != 0) return BadToken();
  return opened->substr(prefix.size());
}

}  // namespace baophu::rpc
