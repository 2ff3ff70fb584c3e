#include "common/money/percent.h"

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
  const uint64_t magnitude = static_cast<uint64_t>(negative ? -hundredths : hundredths);
  const uint64_t decimals = magnitude % 100;
  return absl::StrCat(negative ? "-" : "", magnitude / 100, decimals < 10 ? ".0" : ".", decimals);
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
  // Amounts in đồng reach 10^14, so the products reach 10^28 and 10,000 times
  // that still fits 127 bits.
  return HundredthsText(DivideRounded(difference * 10000, denominator));
}

}  // namespace baophu
