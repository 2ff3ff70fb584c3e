#include "services/target/forecast/forecast_rules.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"

namespace baophu::target {
namespace {

using Path = std::vector<FixedAmount>;

// Errors are kept per spread with this many bits more.
constexpr int kSpreadBits = 16;
constexpr int32_t kLeastErrors = 4;
constexpr size_t kSufficientMonths = AirlineModel::kLeastMonths + 12;

FixedAmount Magnitude(FixedAmount amount) { return amount < 0 ? -amount : amount; }

int64_t ToWhole(FixedAmount amount) {
  const FixedAmount whole = DivideFixed(amount, FixedAmount{1} << kFixedBits);
  return static_cast<int64_t>(
      std::clamp<FixedAmount>(whole, 0, std::numeric_limits<int64_t>::max()));
}

// Those that are tried; the first is taken unless another is clearly better.
std::vector<AirlineParameters> Candidates(Period period) {
  const AirlineParameters usual =
      period == Period::kStock ? AirlineParameters{0, 0} : AirlineParameters{9, 3};
  std::vector<AirlineParameters> candidates = {usual};
  for (const int32_t theta : {0, 3, 6, 9}) {
    for (const int32_t seasonal : {0, 3, 6}) {
      if (const AirlineParameters each{theta, seasonal}; each != usual) candidates.push_back(each);
    }
  }
  return candidates;
}

// How a series goes on after any of its months, by each method: levels, or sums of
// amounts since.
class Continuations {
 public:
  explicit Continuations(const ForecastSeries& series) : series_(series) {
    if (series.amounts.size() < AirlineModel::kLeastMonths) return;
    for (const AirlineParameters parameters : Candidates(series.period)) {
      models_.emplace_back(series, parameters);
    }
  }

  ForecastMethod method() const {
    return models_.empty() ? ForecastMethod::kLastValue : ForecastMethod::kAirline;
  }
  // The fewest months that the method goes on from.
  size_t least_months() const { return models_.empty() ? 1 : AirlineModel::kLeastMonths; }

  // Parameters by nothing but the first `known` months.
  AirlineParameters Chosen(size_t known) const {
    return models_.empty() ? AirlineParameters() : Choose(known).parameters();
  }
  Path ByMethod(size_t known, size_t steps) const {
    return models_.empty() ? LastValue(known, steps) : Choose(known).Continue(known, steps);
  }
  Path LastValue(size_t known, size_t steps) const {
    return Build(steps, [&](size_t) { return Amount(known - 1); });
  }
  // Needs a year and a month before.
  Path SameGrowth(size_t known, size_t steps) const {
    if (series_.period == Period::kYearToDate) {
      return Build(steps, [&](size_t ahead) { return Amount(known + ahead - 13); });
    }
    return Build(steps, [&](size_t ahead) {
      return Amount(known - 1) + Amount(known + ahead - 13) - Amount(known - 13);
    });
  }
  // What came in truth.
  Path Truth(size_t known, size_t steps) const {
    return Build(steps, [&](size_t ahead) { return Amount(known + ahead - 1); });
  }

 private:
  // A departure from the usual parameters must have cut the error by a tenth: with a
  // few dozen months, less than that is chance.
  const AirlineModel& Choose(size_t known) const {
    const AirlineModel* best = &models_.front();
    FixedAmount least = best->ErrorSum(known) * 10;
    for (const AirlineModel& model : models_) {
      const FixedAmount sum = model.ErrorSum(known) * 11;
      if (sum < least) {
        best = &model;
        least = sum;
      }
    }
    return *best;
  }

  FixedAmount Amount(size_t i) const {
    return static_cast<FixedAmount>(series_.amounts[i]) << kFixedBits;
  }

  // Of amounts 1, 2, ... months ahead.
  template <typename AmountAhead>
  Path Build(size_t steps, AmountAhead amount_ahead) const {
    Path path;
    FixedAmount sum = 0;
    for (size_t ahead = 1; ahead <= steps; ++ahead) {
      const FixedAmount amount = amount_ahead(ahead);
      sum += amount;
      path.push_back(series_.period == Period::kStock ? amount : sum);
    }
    return path;
  }

  const ForecastSeries& series_;
  std::vector<AirlineModel> models_;
};

struct TestedErrors {
  // Without sign, per spread of their horizon, least first.
  std::vector<FixedAmount> scaled;
  std::optional<ForecastBackTest> back_test;
};

// Forecasts from every month that has enough before it, up to `horizon` months ahead,
// set against what came.
TestedErrors Test(const ForecastSeries& series, const Continuations& continuations,
                  size_t horizon) {
  TestedErrors tested;
  FixedAmount method = 0;
  FixedAmount last_value = 0;
  FixedAmount same_growth = 0;
  int32_t origins = 0;
  const size_t count = series.amounts.size();
  for (size_t known = continuations.least_months(); known < count; ++known) {
    const size_t steps = std::min(horizon, count - known);
    const Path truth = continuations.Truth(known, steps);
    const Path path = continuations.ByMethod(known, steps);
    const int32_t theta = continuations.Chosen(known).theta;
    for (size_t ahead = 1; ahead <= steps; ++ahead) {
      const FixedAmount error = Magnitude(truth[ahead - 1] - path[ahead - 1]);
      tested.scaled.push_back((error << kSpreadBits) / ErrorSpread(series.period, theta, ahead));
    }
    if (steps < horizon) continue;
    ++origins;
    method += Magnitude(truth.back() - path.back());
    last_value += Magnitude(truth.back() - continuations.LastValue(known, steps).back());
    if (known >= AirlineModel::kLeastMonths) {
      same_growth += Magnitude(truth.back() - continuations.SameGrowth(known, steps).back());
    }
  }
  std::sort(tested.scaled.begin(), tested.scaled.end());
  if (origins > 0) {
    tested.back_test = {origins, ToWhole(method / origins), ToWhole(last_value / origins),
                        std::nullopt};
    if (continuations.method() == ForecastMethod::kAirline) {
      tested.back_test->same_growth = ToWhole(same_growth / origins);
    }
  }
  return tested;
}

// The error that `percent` of a hundred further ones stay within: of n errors the one
// of rank (n + 1) x percent / 100, rounded up; nothing where that is beyond the last.
std::optional<FixedAmount> Quantile(const std::vector<FixedAmount>& sorted, int32_t percent) {
  const size_t rank = ((sorted.size() + 1) * static_cast<size_t>(percent) + 99) / 100;
  if (rank > sorted.size()) return std::nullopt;
  return sorted[rank - 1];
}

// An error may as well be above as below, so each counts once on either side.
Ratio ChanceOf(FixedAmount missing, int64_t spread, const std::vector<FixedAmount>& sorted) {
  int64_t reached = 0;
  for (const FixedAmount scaled : sorted) {
    const FixedAmount error = (scaled * spread) >> kSpreadBits;
    reached += (error >= missing ? 1 : 0) + (-error >= missing ? 1 : 0);
  }
  return {reached, static_cast<int64_t>(sorted.size()) * 2};
}

HistoryState StateOf(size_t months) {
  if (months < AirlineModel::kLeastMonths) return HistoryState::kTooShort;
  return months < kSufficientMonths ? HistoryState::kShort : HistoryState::kSufficient;
}

}  // namespace

absl::StatusOr<ForecastAnswer> MakeForecast(const ForecastQuestion& question) {
  const ForecastSeries& series = question.series;
  const size_t count = series.amounts.size();
  const auto horizon = static_cast<size_t>(12 - series.last().month_of_year());
  if (horizon == 0) {
    return FaultStatus(
        absl::StatusCode::kFailedPrecondition, "HORIZON_PASSED", "name",
        absl::StrCat("has nothing to forecast: the year ends with ", series.last().ToString()),
        "ask for a month before December");
  }
  const Continuations continuations(series);
  const TestedErrors tested = Test(series, continuations, horizon);
  ForecastAnswer answer;
  answer.method = continuations.method();
  answer.parameters = continuations.Chosen(count);
  answer.history = StateOf(count);
  answer.error_count = static_cast<int32_t>(tested.scaled.size());
  answer.back_test = tested.back_test;

  const FixedAmount start = series.period == Period::kStock
                                ? FixedAmount{0}
                                : static_cast<FixedAmount>(series.value) << kFixedBits;
  const std::optional<FixedAmount> width = Quantile(tested.scaled, question.confidence_percent);
  const Path path = continuations.ByMethod(count, horizon);
  const int32_t theta = answer.parameters.theta;
  for (size_t ahead = 1; ahead <= horizon; ++ahead) {
    const FixedAmount value = start + path[ahead - 1];
    ForecastPoint point{series.last() + static_cast<int32_t>(ahead), ToWhole(value), {}, {}};
    if (width.has_value()) {
      const FixedAmount half = (*width * ErrorSpread(series.period, theta, ahead)) >> kSpreadBits;
      point.low = ToWhole(value - half);
      point.high = ToWhole(value + half);
    }
    answer.months.push_back(point);
  }
  if (question.plan.has_value() && answer.error_count >= kLeastErrors) {
    // A value is never below zero, so nor is what is missing from it to less.
    const FixedAmount plan = static_cast<FixedAmount>(std::max<int64_t>(*question.plan, 0))
                             << kFixedBits;
    answer.chance = plan == 0 ? Ratio{1, 1}
                              : ChanceOf(plan - (start + path.back()),
                                         ErrorSpread(series.period, theta, horizon), tested.scaled);
  }
  return answer;
}

}  // namespace baophu::target
