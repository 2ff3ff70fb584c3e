#ifndef BAOPHU_COMMON_AREA_AREA_CODE_H_
#define BAOPHU_COMMON_AREA_AREA_CODE_H_

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace baophu {

// Code of an administrative area after the General Statistics Office: 2 digits
// for a province, 3 for a district, 5 for a commune; leading zeros count. The
// code alone is not an area: codes are reused, so a month is needed as well.
// A value type of 8 bytes.
class AreaCode {
 public:
  // The empty code, which no area has.
  constexpr AreaCode() = default;

  // INVALID_ARGUMENT unless `text` is 2, 3 or 5 digits.
  static absl::StatusOr<AreaCode> Parse(std::string_view text);

  // For codes that were checked before, such as those read from a database.
  static AreaCode FromTrusted(std::string_view text);

  bool empty() const { return length_ == 0; }
  std::string_view text() const { return {digits_.data(), length_}; }
  std::string ToString() const { return std::string(text()); }

  friend auto operator<=>(const AreaCode& a, const AreaCode& b) { return a.text() <=> b.text(); }
  friend bool operator==(const AreaCode& a, const AreaCode& b) { return a.text() == b.text(); }

  template <typename H>
  friend H AbslHashValue(H h, const AreaCode& code) {
    return H::combine(std::move(h), code.digits_, code.length_);
  }

 private:
  std::array<char, 7> digits_{};
  uint8_t length_ = 0;
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_AREA_AREA_CODE_H_
