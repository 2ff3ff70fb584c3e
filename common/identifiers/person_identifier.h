#ifndef BAOPHU_COMMON_IDENTIFIERS_PERSON_IDENTIFIER_H_
#define BAOPHU_COMMON_IDENTIFIERS_PERSON_IDENTIFIER_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace baophu {

// What numbers a person: the insurance number (mã số BHXH, 10 digits, key until
// 2025-07), the citizen number (số định danh cá nhân, 12 digits, key since
// official letter 1804/BHXH-QLT of 2025-08-04), and the identity card number
// of old (CMND, 9 digits, out of use since 2025).
enum class PersonIdentifierKind { kInsuranceNumber = 1, kCitizenNumber = 2, kOldIdentityNumber = 3 };

// INSURANCE_NUMBER, CITIZEN_NUMBER or OLD_IDENTITY_NUMBER.
std::string_view PersonIdentifierKindText(PersonIdentifierKind kind);

struct PersonIdentifier {
  PersonIdentifierKind kind;
  std::string value;  // Digits only.

  friend bool operator==(const PersonIdentifier&, const PersonIdentifier&) = default;
};

// Tells the kind by the number of digits: 10, 12 or 9. INVALID_ARGUMENT for
// anything else; the message does not repeat the text.
absl::StatusOr<PersonIdentifier> ParsePersonIdentifier(std::string_view text);

// What a citizen number says about its holder. None of it is a check digit,
// and errors at registration are real, so a contradiction is worth a warning
// and no more.
struct CitizenNumberFacts {
  std::string_view birth_province;  // 3 digits, of the 63-province list.
  bool known_birth_province = false;
  bool male = false;
  int birth_year = 0;
};
// `value` has 12 digits.
CitizenNumberFacts ReadCitizenNumber(std::string_view value);

// The first four and last two characters with stars between: "0310******12".
std::string MaskIdentifier(std::string_view value);

}  // namespace baophu

#endif  // BAOPHU_COMMON_IDENTIFIERS_PERSON_IDENTIFIER_H_
