#include "common/money/percent.h"

#include <sstream>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"

namespace baophu {
namespace {

// n / d rounded half away from zero; d above zero.
absl::int128 DivideRounded(absl::int128 n, absl::int128 d) {
  return n < 0 ? -((-n * 2 + d) / (d * 2)) : (n * 2 + d) / (d * 2);
}

std::string HundredthsText(absl::int128 hundredths) {
  const bool negative = hundredths < 0;
  const absl::int128 magnitude = negative ? -hundredths : hundredths;
  const auto decimals = static_cast<int>(magnitude % 100);
  // StrCat does not know so wide an integer.
  std::ostringstream whole;
  whole << magnitude / 100;
  return absl::StrCat(negative ? "-" : "", whole.str(), decimals < 10 ? ".0" : ".", decimals);
}

}  // namespace

std::string PercentText(Ratio ratio) {
  return HundredthsText(
      DivideRounded(absl::int128(ratio.numerator) * 10000, absl::int128(ratio.denominator)));
}

std::string PercentPointsText(Ratio now, Ratio before) {
  const absl::int128 difference = absl::int128(now.numerator) * before.denominator -
                                  absl::int128(before.numerator) * now.denominator;
  const absl::int128 denominator = absl::int128(now.denominator) * before.denominator;
  // Amounts in đồng stay within 5 * 10^16, so the difference stays within
  // 5 * 10^33, and 20,000 times that fits 127 bits.
  return HundredthsText(DivideRounded(difference * 10000, denominator));
}

}  // namespace baophu
