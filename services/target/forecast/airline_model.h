#ifndef BAOPHU_SERVICES_TARGET_FORECAST_AIRLINE_MODEL_H_
#define BAOPHU_SERVICES_TARGET_FORECAST_AIRLINE_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "services/target/forecast/forecast_series.h"

// The seasonal model ARIMA (0,1,1)(0,1,1)12 of Box and Jenkins (1970), known as the
// airline model, in integers. Pure.
namespace baophu::target {

// Amounts in units of 2^-32, so that every compiler comes to the same bits. Whatever
// fits int64 stays below 2^127 in all that is computed here.
using FixedAmount = __int128;
inline constexpr int kFixedBits = 32;

// n / d rounded half away from zero; d above zero.
FixedAmount DivideFixed(FixedAmount n, FixedAmount d);

// The largest integer whose square is at most n; n is not below zero.
int64_t IntegerRoot(int64_t n);

// The weights of the last errors, in tenths: how little of an error the level keeps,
// and how little of it the season keeps. Both 0: the growth of last year is repeated.
struct AirlineParameters {
  int32_t theta = 0;
  int32_t seasonal_theta = 0;

  friend bool operator==(const AirlineParameters&, const AirlineParameters&) = default;
};

// A series, and what the model expected of each month by the months before it.
class AirlineModel {
 public:
  // A month is expected from the one a year before, and a year's growth from another.
  static constexpr size_t kLeastMonths = 13;

  AirlineModel(const ForecastSeries& series, AirlineParameters parameters);

  // What a month `steps` after the first `known` months differs from them by, for 1
  // to `steps`: the level itself, or the sum of the amounts since. `known` is at least
  // kLeastMonths.
  std::vector<FixedAmount> Continue(size_t known, size_t steps) const;

  // Errors of expecting one month, without sign, summed over the first `known` months.
  FixedAmount ErrorSum(size_t known) const;

  AirlineParameters parameters() const { return parameters_; }

 private:
  FixedAmount Expect(const std::vector<FixedAmount>& amounts, size_t known, size_t i) const;

  const Period period_;
  const AirlineParameters parameters_;
  std::vector<FixedAmount> amounts_;
  std::vector<FixedAmount> errors_;  // The first twelve are zero.
};

// The spread of a forecast's error by how many months ahead it looks, up to twelve, as
// the model's weights have it: 1 month ahead of a level is 10,240. Rises with `ahead`.
int64_t ErrorSpread(Period period, int32_t theta, size_t ahead);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FORECAST_AIRLINE_MODEL_H_
