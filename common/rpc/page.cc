#include "common/rpc/page.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu::rpc {
namespace {

constexpr int64_t kDefaultPageSize = 100;

absl::Status BadToken() {
  return InvalidField("page_token", "does not belong to this list and these filters",
                      "repeat the call that gave it, changing only page_size");
}

absl::StatusOr<int64_t> SizeOf(int32_t requested, int64_t most) {
  if (requested < 0) {
    return InvalidField("page_size", "is negative", absl::StrCat("send 0 to ", most));
  }
  if (requested == 0) return kDefaultPageSize;
  return std::min<int64_t>(requested, most);
}

// What the token of a list begins with.
std::string PrefixOf(const KeyRing& keys, std::string_view query) {
  const KeyedHash hash = keys.Hash(query);
  return absl::StrCat(hash.high, ":", hash.low, ":");
}

}  // namespace

Page::Page(const KeyRing& keys, std::string query, int64_t size, std::string after)
    : keys_(&keys), query_(std::move(query)), size_(size), after_(std::move(after)) {}

absl::StatusOr<Page> Page::OpenWith(const KeyRing& keys, std::string query, int32_t page_size,
                                    std::string_view token, int64_t most) {
  BAOPHU_ASSIGN(const int64_t size, SizeOf(page_size, most));
  std::string after;
  if (!token.empty()) {
    const absl::StatusOr<std::string> opened = keys.Open(token);
    const std::string prefix = PrefixOf(keys, query);
    if (!opened.ok() || opened->compare(0, prefix.size(), prefix) != 0) return BadToken();
    after = opened->substr(prefix.size());
  }
  return Page(keys, std::move(query), size, std::move(after));
}

absl::StatusOr<int64_t> Page::after_id() const {
  int64_t id = 0;
  if (!after_.empty() && !absl::SimpleAtoi(after_, &id)) return BadToken();
  return id;
}

std::string Page::Seal(std::string_view after) const {
  return keys_->Seal(absl::StrCat(PrefixOf(*keys_, query_), std::string(after)));
}

}  // namespace baophu::rpc
