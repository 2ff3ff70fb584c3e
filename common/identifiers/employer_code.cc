#include "common/identifiers/employer_code.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"

namespace baophu {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool AllDigits(std::string_view text) { return std::all_of(text.begin(), text.end(), IsDigit); }

// -1 when no check digit exists for these nine digits.
int CheckDigit(std::string_view nine_digits) {
  static constexpr int kWeights[] = {31, 29, 23, 19, 17, 13, 7, 5, 3};
  int sum = 0;
  for (int i = 0; i < 9; ++i) sum += kWeights[i] * (nine_digits[i] - '0');
  const int digit = 10 - sum % 11;
  return digit == 10 ? -1 : digit;
}

}  // namespace

absl::StatusOr<std::string> ParseTaxCode(std::string_view text) {
  std::string digits(text);
  if (digits.size() == 14 && digits[10] == '-') digits.erase(10, 1);
  if (!AllDigits(digits) || (digits.size() != 10 && digits.size() != 12 && digits.size() != 13)) {
    return absl::InvalidArgumentError(
        "not a tax code; write 10 digits, 13 for a branch, or 12 for an individual");
  }
  if (digits.size() == 12) return digits;
  if (digits.substr(2, 7) == "0000000") {
    return absl::InvalidArgumentError(
        "no tax code has only zeros as its 3rd to 9th digit; check it");
  }
  const int check = CheckDigit(std::string_view(digits).substr(0, 9));
  if (check < 0) {
    return absl::InvalidArgumentError("no tax code begins with these nine digits; check them");
  }
  if (check != digits[9] - '0') {
    return absl::InvalidArgumentError(
        "the check digit (10th) does not fit the nine before; check all ten");
  }
  if (digits.size() == 13 && digits.substr(10) == "000") {
    return absl::InvalidArgumentError(
        "a branch's last three digits go from 001 to 999; correct them");
  }
  return digits;
}

absl::StatusOr<std::string> ParseUnitCode(std::string_view text) {
  const bool opaque = !text.empty() && text.size() <= 20 &&
                      std::all_of(text.begin(), text.end(),
                                  [](char c) { return IsDigit(c) || absl::ascii_isalpha(c); });
  if (!opaque) {
    return absl::InvalidArgumentError("not a unit code; write 1 to 20 letters and digits");
  }
  return std::string(text);
}

absl::StatusOr<std::string> ParseUnitCode2025(std::string_view text) {
  const auto letters = [&](size_t at) { return IsUpper(text[at]) && IsUpper(text[at + 1]); };
  const bool enterprise = text.size() == 15 && AllDigits(text.substr(0, 10)) && letters(10) &&
                          text[12] >= 'A' && text[12] <= 'U' && AllDigits(text.substr(13));
  const bool budget = text.size() == 9 && AllDigits(text.substr(0, 7)) && letters(7);
  if (!enterprise && !budget) {
    return absl::InvalidArgumentError(
        "not a unit code of 2025; write 10 digits, 2 letters and an industry such as A03, or 7 "
        "digits and 2 letters");
  }
  return std::string(text);
}

}  // namespace baophu
