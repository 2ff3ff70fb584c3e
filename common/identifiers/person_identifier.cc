#include "common/identifiers/person_identifier.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"

namespace baophu {
namespace {

// Provinces that register births: codes of the 63-province list as used in
// citizen numbers, 001 Hà Nội to 096 Cà Mau.
bool KnownBirthProvince(std::string_view digits) {
  static constexpr int kCodes[] = {1,  2,  4,  6,  8,  10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25,
                                   26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48,
                                   49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75,
                                   77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96};
  int code = 0;
  return absl::SimpleAtoi(absl::string_view(digits.data(), digits.size()), &code) &&
         std::find(std::begin(kCodes), std::end(kCodes), code) != std::end(kCodes);
}

}  // namespace

std::string_view PersonIdentifierKindText(PersonIdentifierKind kind) {
  switch (kind) {
    case PersonIdentifierKind::kInsuranceNumber:
      return "INSURANCE_NUMBER";
    case PersonIdentifierKind::kCitizenNumber:
      return "CITIZEN_NUMBER";
    case PersonIdentifierKind::kOldIdentityNumber:
      return "OLD_IDENTITY_NUMBER";
  }
  return "";
}

absl::StatusOr<PersonIdentifier> ParsePersonIdentifier(std::string_view text) {
  const bool digits =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits && text.size() == 10) {
    return PersonIdentifier{PersonIdentifierKind::kInsuranceNumber, std::string(text)};
  }
  if (digits && text.size() == 12) {
    return PersonIdentifier{PersonIdentifierKind::kCitizenNumber, std::string(text)};
  }
  if (digits && text.size() == 9) {
    return PersonIdentifier{PersonIdentifierKind::kOldIdentityNumber, std::string(text)};
  }
  return absl::InvalidArgumentError(
      "not a person's identifier; write an insurance number of 10 digits, a citizen number of 12 "
      "or an old identity number of 9");
}

CitizenNumberFacts ReadCitizenNumber(std::string_view value) {
  CitizenNumberFacts facts;
  facts.birth_province = value.substr(0, 3);
  facts.known_birth_province = KnownBirthProvince(facts.birth_province);
  const int century_and_sex = value[3] - '0';
  facts.male = century_and_sex % 2 == 0;
  facts.birth_year = 1900 + century_and_sex / 2 * 100 + (value[4] - '0') * 10 + (value[5] - '0');
  return facts;
}

std::string MaskIdentifier(std::string_view value) {
  if (value.size() < 8) return std::string(value.size(), '*');
  std::string masked(value.size(), '*');
  std::copy_n(value.begin(), 4, masked.begin());
  std::copy(value.end() - 2, value.end(), masked.end() - 2);
  return masked;
}

}  // namespace baophu
