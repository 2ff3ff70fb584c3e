#ifndef BAOPHU_COMMON_TEXT_GROUPED_H_
#define BAOPHU_COMMON_TEXT_GROUPED_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"

namespace baophu {

// A decimal such as "1395109.5" with its digits in groups of three, and with `decimal` in
// the place of the point: "1.395.109,5".
inline std::string GroupedDecimal(std::string number, char separator, char decimal) {
  size_t at = number.find('.');
  if (at == std::string::npos) {
    at = number.size();
  } else {
    number[at] = decimal;
  }
  const size_t first_digit = !number.empty() && number.front() == '-' ? 1 : 0;
  while (at > first_digit + 3) {
    at -= 3;
    number.insert(at, 1, separator);
  }
  return number;
}

// A number with its digits in groups of three: 1,234,567.
inline std::string Grouped(int64_t number, char separator = ',') {
  return GroupedDecimal(absl::StrCat(number), separator, '.');
}

}  // namespace baophu

#endif  // BAOPHU_COMMON_TEXT_GROUPED_H_
