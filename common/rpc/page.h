#ifndef BAOPHU_COMMON_RPC_PAGE_H_
#define BAOPHU_COMMON_RPC_PAGE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/keys/key_ring.h"

namespace baophu::rpc {

// One page of a List method. Tokens are encrypted and bound to the list and its
// filters (`query`), so that a changed token, or one used with other filters, is
// INVALID_ARGUMENT. `keys` must outlive the page.
//
//   BAOPHU_ASSIGN(const rpc::Page page, rpc::Page::Open(keys, "plans:31", request));
//   BAOPHU_ASSIGN(const int64_t after, page.after_id());
//   ... read page.limit() rows after that key ...
//   response.set_next_page_token(page.Cut(rows, [](const Row& row) { return row.id; }));
class Page {
 public:
  // The most rows of a page, unless a list says otherwise.
  static constexpr int64_t kMostRows = 1'000;

  // A page_size of 0 means 100, of more than `most` means `most`; less than 0 is
  // INVALID_ARGUMENT.
  template <typename Request>
  static absl::StatusOr<Page> Open(const KeyRing& keys, std::string query, const Request& request,
                                   int64_t most = kMostRows) {
    return OpenWith(keys, std::move(query), request.page_size(), request.page_token(), most);
  }

  // The key after which the page begins, as Cut was given it; empty at first.
  const std::string& after() const { return after_; }
  // The same where keys are ids above 0; 0 at first.
  absl::StatusOr<int64_t> after_id() const;

  // How many rows to read: one more than the page holds, to know whether there
  // is a next page.
  int64_t limit() const { return size_ + 1; }

  // The token of a page that begins after a key, for lists that end a page by
  // themselves.
  std::string TokenAfter(std::string_view key) const { return Seal(key); }

  // Drops the row too many. Returns the token of the next page, or "" when this
  // is the last one. `key_of` returns a row's key as text or number.
  template <typename Row, typename KeyOf>
  std::string Cut(std::vector<Row>& rows, KeyOf key_of) const {
    if (static_cast<int64_t>(rows.size()) <= size_) return "";
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(size_), rows.end());
    return Seal(key_of(rows.back()));
  }

 private:
  Page(const KeyRing& keys, std::string query, int64_t size, std::string after);

  static absl::StatusOr<Page> OpenWith(const KeyRing& keys, std::string query, int32_t page_size,
                                       std::string_view token, int64_t most);
  std::string Seal(int64_t after) const { return Seal(std::to_string(after)); }
  std::string Seal(std::string_view after) const;

  const KeyRing* keys_;
  std::string query_;
  int64_t size_;
  std::string after_;
};

}  // namespace baophu::rpc

#endif  // BAOPHU_COMMON_RPC_PAGE_H_
