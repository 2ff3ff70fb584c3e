#ifndef BAOPHU_COMMON_RPC_PAGE_H_
#define BAOPHU_COMMON_RPC_PAGE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/keys/key_ring.h"

namespace baophu::rpc {

// Page size of List methods: 0 means 100, more than 1,000 means 1,000, less
// than 0 is INVALID_ARGUMENT.
absl::StatusOr<int64_t> PageSize(int32_t requested);

// Where a page begins: after this key, which the store understands. Tokens are
// encrypted and bound to the list and its filters (`query`), so that a changed
// token, or one used with other filters, is INVALID_ARGUMENT.
std::string SealPageToken(const KeyRing& keys, std::string_view query, std::string_view after);
// Empty for an empty token: the first page.
absl::StatusOr<std::string> OpenPageToken(const KeyRing& keys, std::string_view query,
                                          std::string_view token);

}  // namespace baophu::rpc

#endif  // BAOPHU_COMMON_RPC_PAGE_H_
