#include "common/area/area_code.h"

#include <algorithm>

#include "absl/status/status.h"

namespace baophu {

absl::StatusOr<AreaCode> AreaCode::Parse(std::string_view text) {
  const bool digits =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || (text.size() != 2 && text.size() != 3 && text.size() != 5)) {
    return absl::InvalidArgumentError(
        "not an area code; write 2 digits for a province, 3 for a district, 5 for a commune");
  }
  return FromTrusted(text);
}

AreaCode AreaCode::FromTrusted(std::string_view text) {
  AreaCode code;
  code.length_ = static_cast<uint8_t>(std::min(text.size(), code.digits_.size()));
  std::copy_n(text.begin(), code.length_, code.digits_.begin());
  return code;
}

}  // namespace baophu
