#ifndef BAOPHU_COMMON_IDENTIFIERS_EMPLOYER_CODE_H_
#define BAOPHU_COMMON_IDENTIFIERS_EMPLOYER_CODE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace baophu {

// Checks a tax code (mã số thuế) and returns it without its '-': 10 digits
// whose last is the check digit, 13 digits for a branch (the first 10 as
// above, then 001 to 999), or the 12 digits of a citizen number, which
// individuals and household businesses use since 2025-07-01 and which has no
// check digit. INVALID_ARGUMENT says which rule fails.
absl::StatusOr<std::string> ParseTaxCode(std::string_view text);

// Checks a unit code of the scheme until 2025-07: 1 to 20 letters and digits,
// otherwise opaque.
absl::StatusOr<std::string> ParseUnitCode(std::string_view text);

// Checks a unit code of the scheme from 2025-08-01 (official letter
// 1804/BHXH-QLT): 10-digit enterprise code, 2 letters of the object type and
// 3 characters of the industry, or 7-digit budget code and 2 letters.
absl::StatusOr<std::string> ParseUnitCode2025(std::string_view text);

}  // namespace baophu

#endif  // BAOPHU_COMMON_IDENTIFIERS_EMPLOYER_CODE_H_
