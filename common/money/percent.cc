#include "common/money/percent.h"

#include <algorithm>
#include <sstream>

#include "absl/numeric/int128.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace baophu {
namespace {

constexpr int kPpmDecimals = 4;          // A percent is 10,000 millionths.
constexpr int64_t kMostPercent = 1'000;  // Plans beyond ten times their base are typos.

// n / d rounded half away from zero; d above zero.
absl::int128 DivideRounded(absl::int128 n, absl::int128 d) {
  if (n < 0) return -DivideRounded(-n, d);
  return n / d + (n % d >= d - n % d ? 1 : 0);
}

int64_t PowerOfTen(int exponent) {
  int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

// scaled / 10^decimals, every decimal written.
std::string DecimalText(absl::int128 scaled, int decimals) {
  const bool negative = scaled < 0;
  const absl::int128 magnitude = negative ? -scaled : scaled;
  const int64_t unit = PowerOfTen(decimals);
  // StrCat does not know so wide an integer.
  std::ostringstream whole;
  whole << magnitude / unit;
  std::string text = absl::StrCat(negative ? "-" : "", whole.str());
  if (decimals == 0) return text;
  const std::string fraction = absl::StrCat(static_cast<int64_t>(magnitude % unit));
  return absl::StrCat(text, ".", std::string(decimals - fraction.size(), '0'), fraction);
}

}  // namespace

std::string PercentText(Ratio ratio, int decimals) {
  return DecimalText(
      DivideRounded(absl::int128(ratio.numerator) * 100 * PowerOfTen(decimals), ratio.denominator),
      decimals);
}

std::string PercentPointsText(Ratio now, Ratio before, int decimals) {
  const absl::int128 difference = absl::int128(now.numerator) * before.denominator -
                                  absl::int128(before.numerator) * now.denominator;
  const absl::int128 denominator = absl::int128(now.denominator) * before.denominator;
  // Amounts in đồng stay within 10^16, so what is left of whole ones stays within
  // 10^32, and a million times that fits 127 bits.
  const absl::int128 scale = absl::int128(100) * PowerOfTen(decimals);
  const absl::int128 whole = difference / denominator;
  const absl::int128 rest = difference % denominator;
  return DecimalText(whole * scale + DivideRounded(rest * scale, denominator), decimals);
}

absl::StatusOr<int64_t> ParsePercentPpm(std::string_view text) {
  const auto fault = [&] {
    return absl::InvalidArgumentError(absl::StrCat("is no percentage; write a number from 0 to ",
                                                   kMostPercent, " with at most ", kPpmDecimals,
                                                   " decimals behind a point, such as 94 or 31.5"));
  };
  const size_t point = text.find('.');
  std::string digits(text.substr(0, point));
  std::string fraction(point == text.npos ? "" : text.substr(point + 1));
  const auto all_digits = [](const std::string& part) {
    return !part.empty() &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (!all_digits(digits) || digits.size() > 4 || fraction.size() > kPpmDecimals) return fault();
  if (point != text.npos && !all_digits(fraction)) return fault();
  fraction.resize(kPpmDecimals, '0');
  int64_t ppm = 0;
  if (!absl::SimpleAtoi(digits + fraction, &ppm) || ppm > kMostPercent * PowerOfTen(kPpmDecimals)) {
    return fault();
  }
  return ppm;
}

std::string PercentTextOfPpm(int64_t ppm) {
  std::string text = DecimalText(ppm, kPpmDecimals);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace baophu
