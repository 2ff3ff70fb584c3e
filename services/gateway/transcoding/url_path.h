#ifndef BAOPHU_SERVICES_GATEWAY_TRANSCODING_URL_PATH_H_
#define BAOPHU_SERVICES_GATEWAY_TRANSCODING_URL_PATH_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace baophu::gateway {

// The path of a request, cut into decoded segments.
struct UrlPath {
  std::vector<std::string> segments;
  // When the last segment has a colon as typed (not %3A): what stands before
  // and after the last one. A custom method reads the path so.
  bool has_verb = false;
  std::string last_before_verb;
  std::string verb;
};

// Cuts "/v1/people:lookup" at its slashes and decodes each segment.
// INVALID_ARGUMENT for a bad percent sign, bytes that are not UTF-8, control
// characters, an encoded slash (it would make one id look like two), and the
// segments "." and "..".
absl::StatusOr<UrlPath> ParseUrlPath(std::string_view path);

// Cuts and decodes "month=2024-09&pageSize=10"; '+' is a space. The same
// errors as above except for slashes and dots, and one for a missing name.
absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ParseUrlQuery(
    std::string_view query);

}  // namespace baophu::gateway

#endif  // BAOPHU_SERVICES_GATEWAY_TRANSCODING_URL_PATH_H_
