#ifndef BAOPHU_COMMON_MONEY_PERCENT_H_
#define BAOPHU_COMMON_MONEY_PERCENT_H_

#include <cstdint>
#include <string>

namespace baophu {

// A quotient of two integers, kept as them, so that percentages are exact until
// they are printed. The denominator is above zero.
struct Ratio {
  int64_t numerator = 0;
  int64_t denominator = 1;
};

// 100 * numerator / denominator with two decimals, rounded half away from
// zero: "93.79", "-0.63", "104.00".
std::string PercentText(Ratio ratio);

// 100 * (now - before) with two decimals, from the unrounded quotients:
// percentage points, "-0.63".
std::string PercentPointsText(Ratio now, Ratio before);

}  // namespace baophu

#endif  // BAOPHU_COMMON_MONEY_PERCENT_H_
