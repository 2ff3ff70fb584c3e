#ifndef BAOPHU_COMMON_MONEY_PERCENT_H_
#define BAOPHU_COMMON_MONEY_PERCENT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace baophu {

// A quotient of two integers, kept as them, so that percentages are exact until
// they are printed. The denominator is above zero.
struct Ratio {
  int64_t numerator = 0;
  int64_t denominator = 1;
};

// 100 * numerator / denominator with `decimals` (0 to 4) decimals, rounded half away
// from zero: "93.79", "-0.63", "104.00".
std::string PercentText(Ratio ratio, int decimals = 2);

// 100 * (now - before) with `decimals` (0 to 4) decimals, from the unrounded
// quotients: percentage points, "-0.63".
std::string PercentPointsText(Ratio now, Ratio before, int decimals = 2);

// A percentage as somebody decided it, "94" or "31.5", in millionths (315,000), with at
// most four decimals, from 0 to 1,000 percent. INVALID_ARGUMENT for other text.
absl::StatusOr<int64_t> ParsePercentPpm(std::string_view text);

// The same back, without decimals that say nothing: "94", "31.5".
std::string PercentTextOfPpm(int64_t ppm);

}  // namespace baophu

#endif  // BAOPHU_COMMON_MONEY_PERCENT_H_
