#include "services/target/period_report/period_rules.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"

namespace baophu::target {
namespace {

constexpr int64_t kHundredths = 10'000;  // Of the whole.

bool Has(const RankedFigures& figures, RankOrder order) {
  switch (order) {
    case RankOrder::kPlanPercent:
      return figures.of_plan.has_value();
    case RankOrder::kBasePercent:
      return figures.of_base.has_value();
    case RankOrder::kChange:
      return figures.change.has_value();
  }
  return false;
}

bool Above(const Ratio& a, const Ratio& b) {
  return static_cast<__int128>(a.numerator) * b.denominator >
         static_cast<__int128>(b.numerator) * a.denominator;
}

// Whether `a` stands before `b`. Both have what the order goes by.
bool Before(const RankedFigures& a, const RankedFigures& b, RankOrder order) {
  switch (order) {
    case RankOrder::kPlanPercent:
      return Above(*a.of_plan, *b.of_plan);
    case RankOrder::kBasePercent:
      return Above(*a.of_base, *b.of_base);
    case RankOrder::kChange:
      return *a.change > *b.change;
  }
  return false;
}

}  // namespace

absl::StatusOr<ReportPeriod> ReportPeriod::Parse(std::string_view text) {
  if (const absl::StatusOr<Month> month = Month::Parse(text); month.ok()) {
    return ReportPeriod{*month, *month};
  }
  const absl::StatusOr<Month> january =
      Month::Parse(std::string(text.substr(0, std::min<size_t>(text.size(), 4))) + "-01");
  const std::string_view part = text.size() > 4 ? text.substr(4) : "";
  if (january.ok()) {
    if (part.empty()) return ReportPeriod{*january, *january + 11};
    if (part.size() == 3 && part[0] == '-') {
      const int32_t which = part[2] - '1';
      if (part[1] == 'Q' && which >= 0 && which < 4) {
        return ReportPeriod{*january + 3 * which, *january + 3 * which + 2};
      }
      if (part[1] == 'H' && which >= 0 && which < 2) {
        return ReportPeriod{*january + 6 * which, *january + 6 * which + 5};
      }
    }
  }
  return absl::InvalidArgumentError(
      "is no period; write a month as 2024-09, a quarter as 2024-Q3, a half-year as 2024-H1 or a "
      "year as 2024");
}

std::string ReportPeriod::ToString() const {
  const int32_t months = last - first + 1;
  if (months == 1) return first.ToString();
  const std::string year = absl::StrCat(first.year());
  if (months == 12) return year;
  const int32_t which = (first.month_of_year() - 1) / months + 1;
  return absl::StrCat(year, months == 3 ? "-Q" : "-H", which);
}

std::vector<std::string> SharesOf(const std::vector<int64_t>& parts) {
  const int64_t whole = std::accumulate(parts.begin(), parts.end(), int64_t{0});
  if (whole == 0) return std::vector<std::string>(parts.size());
  std::vector<int64_t> shares, losses;
  for (const int64_t part : parts) {
    const __int128 product = static_cast<__int128>(part) * kHundredths;
    shares.push_back(static_cast<int64_t>(product / whole));
    losses.push_back(static_cast<int64_t>(product % whole));
  }
  std::vector<size_t> by_loss(parts.size());
  std::iota(by_loss.begin(), by_loss.end(), size_t{0});
  std::stable_sort(by_loss.begin(), by_loss.end(),
                   [&](size_t a, size_t b) { return losses[a] > losses[b]; });
  const int64_t left = kHundredths - std::accumulate(shares.begin(), shares.end(), int64_t{0});
  for (size_t i = 0; i < static_cast<size_t>(left); ++i) ++shares[by_loss[i]];
  std::vector<std::string> texts;
  for (const int64_t share : shares) texts.push_back(PercentText({share, kHundredths}));
  return texts;
}

const char* RankOrderText(RankOrder order) {
  switch (order) {
    case RankOrder::kPlanPercent:
      return "PLAN_PERCENT";
    case RankOrder::kBasePercent:
      return "BASE_PERCENT";
    case RankOrder::kChange:
      return "CHANGE";
  }
  return "";
}

Ranking Rank(const std::vector<RankedFigures>& areas) {
  Ranking ranking;
  for (const RankOrder order : {RankOrder::kPlanPercent, RankOrder::kBasePercent}) {
    const bool any = std::any_of(areas.begin(), areas.end(),
                                 [&](const RankedFigures& area) { return Has(area, order); });
    if (!any) continue;
    ranking.order = order;
    break;
  }
  std::vector<size_t> sorted, without;
  for (size_t i = 0; i < areas.size(); ++i) {
    (Has(areas[i], ranking.order) ? sorted : without).push_back(i);
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](size_t a, size_t b) { return Before(areas[a], areas[b], ranking.order); });
  for (size_t i = 0; i < sorted.size(); ++i) {
    const bool equal = i > 0 && !Before(areas[sorted[i - 1]], areas[sorted[i]], ranking.order);
    ranking.places.push_back(
        {sorted[i], equal ? ranking.places.back().rank : static_cast<int32_t>(i + 1)});
  }
  for (const size_t at : without) ranking.places.push_back({at, 0});
  return ranking;
}

}  // namespace baophu::target
