#ifndef BAOPHU_COMMON_TEXT_GROUPED_H_
#define BAOPHU_COMMON_TEXT_GROUPED_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"

namespace baophu {

// A number with its digits in groups of three: 1,234,567.
inline std::string Grouped(int64_t number, char separator = ',') {
  std::string text = absl::StrCat(number);
  const size_t first_digit = number < 0 ? 1 : 0;
  for (size_t at = text.size(); at > first_digit + 3;) {
    at -= 3;
    text.insert(at, 1, separator);
  }
  return text;
}

}  // namespace baophu

#endif  // BAOPHU_COMMON_TEXT_GROUPED_H_
