#ifndef BAOPHU_SERVICES_GATEWAY_JSON_JSON_SYNTAX_H_
#define BAOPHU_SERVICES_GATEWAY_JSON_JSON_SYNTAX_H_

#include <string_view>

#include "absl/status/status.h"

namespace baophu::gateway {

// Whether the text is one JSON object of RFC 8259: UTF-8, no member twice (also
// not as pageSize and page_size), at most 32 levels deep, nothing behind it.
// Protobuf's own reader also takes single quotes, bare names and a member twice,
// where the last one wins: callers would see one thing and the service another.
// INVALID_ARGUMENT says what is wrong and at which byte.
absl::Status CheckJsonObject(std::string_view text);

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_JSON_JSON_SYNTAX_H_
