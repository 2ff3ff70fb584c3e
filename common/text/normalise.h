#ifndef BAOPHU_COMMON_TEXT_NORMALISE_H_
#define BAOPHU_COMMON_TEXT_NORMALISE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace baophu {

// Text as the suite stores it: valid UTF-8 in normal form NFC (a name typed
// with decomposed accents becomes the same bytes as one typed with composed
// ones), spaces at the ends removed and runs of spaces made one.
// INVALID_ARGUMENT for invalid UTF-8, control characters, or more than
// `max_bytes` after normalising.
absl::StatusOr<std::string> NormaliseText(std::string_view text, size_t max_bytes);

}  // namespace baophu

#endif  // BAOPHU_COMMON_TEXT_NORMALISE_H_
