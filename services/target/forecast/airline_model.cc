#include "services/target/forecast/airline_model.h"

namespace baophu::target {
namespace {

constexpr size_t kYear = 12;

}  // namespace

FixedAmount DivideFixed(FixedAmount n, FixedAmount d) {
  return (n + (n < 0 ? -(d / 2) : d / 2)) / d;
}

int64_t IntegerRoot(int64_t n) {
  int64_t root = 0;
  for (int64_t bit = int64_t{1} << 31; bit > 0; bit /= 2) {
    const int64_t next = root + bit;
    if (next <= n / next) root = next;
  }
  return root;
}

AirlineModel::AirlineModel(const ForecastSeries& series, AirlineParameters parameters)
    : period_(series.period), parameters_(parameters), errors_(series.amounts.size()) {
  for (const int64_t amount : series.amounts) {
    amounts_.push_back(static_cast<FixedAmount>(amount) << kFixedBits);
  }
  // A level's first year tells how it grows. What one month added more than a year
  // before says little, so amounts begin without growth and learn it from their errors.
  const size_t first = period_ == Period::kStock ? kLeastMonths : kYear;
  for (size_t i = first; i < amounts_.size(); ++i) {
    errors_[i] = amounts_[i] - Expect(amounts_, i, i);
  }
}

FixedAmount AirlineModel::Expect(const std::vector<FixedAmount>& amounts, size_t known,
                                 size_t i) const {
  const auto error = [&](size_t back) {
    return i < back || i - back >= known ? FixedAmount{0} : errors_[i - back];
  };
  const FixedAmount growth = i > kYear ? amounts[i - 1] - amounts[i - 1 - kYear] : 0;
  const auto [theta, seasonal] = parameters_;
  const FixedAmount hundredths =
      theta * seasonal * error(kYear + 1) - 10 * theta * error(1) - 10 * seasonal * error(kYear);
  return amounts[i - kYear] + growth + DivideFixed(hundredths, 100);
}

std::vector<FixedAmount> AirlineModel::Continue(size_t known, size_t steps) const {
  std::vector<FixedAmount> amounts(amounts_.begin(),
                                   amounts_.begin() + static_cast<std::ptrdiff_t>(known));
  std::vector<FixedAmount> path;
  FixedAmount sum = 0;
  for (size_t i = known; i < known + steps; ++i) {
    amounts.push_back(Expect(amounts, known, i));
    sum += amounts[i];
    path.push_back(period_ == Period::kStock ? amounts[i] : sum);
  }
  return path;
}

FixedAmount AirlineModel::ErrorSum(size_t known) const {
  FixedAmount sum = 0;
  for (size_t i = 0; i < known; ++i) sum += errors_[i] < 0 ? -errors_[i] : errors_[i];
  return sum;
}

// Box and Jenkins: an error of today moves the level of later months, up to a year, by
// 1 - theta. So the variance `ahead` months ahead is 1 + (ahead - 1)(1 - theta)^2 times
// that of one month, and of a sum of months each error counts in all months after it.
int64_t ErrorSpread(Period period, int32_t theta, size_t ahead) {
  const auto months = static_cast<int64_t>(ahead);
  const int64_t kept = 10 - theta;
  int64_t variance = 0;  // In hundredths.
  if (period == Period::kStock) {
    variance = 100 + (months - 1) * kept * kept;
  } else {
    for (int64_t k = 0; k < months; ++k) variance += (10 + k * kept) * (10 + k * kept);
  }
  constexpr int64_t kScale = int64_t{1} << 20;
  return IntegerRoot(variance * kScale);
}

}  // namespace baophu::target
