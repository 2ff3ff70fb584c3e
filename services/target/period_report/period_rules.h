#ifndef BAOPHU_SERVICES_TARGET_PERIOD_REPORT_PERIOD_RULES_H_
#define BAOPHU_SERVICES_TARGET_PERIOD_REPORT_PERIOD_RULES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/money/percent.h"
#include "common/month/month.h"

// What a period report computes beside the coverage report. Pure; integers only.
namespace baophu::target {

// A month, quarter, half-year or year.
struct ReportPeriod {
  Month first;
  Month last;

  // Reads 2024-09, 2024-Q3, 2024-H1 or 2024; INVALID_ARGUMENT for anything else.
  static absl::StatusOr<ReportPeriod> Parse(std::string_view text);
  // What Parse reads.
  std::string ToString() const;
};

// Shares of a whole in percent with two decimals, which add up to 100.00: each is
// rounded down, and the hundredths that are left go to those that lost most by it, of
// equals to the first. Empty texts when the whole is zero. Nothing is below zero.
std::vector<std::string> SharesOf(const std::vector<int64_t>& parts);

// By what areas are ranked.
enum class RankOrder { kPlanPercent, kBasePercent, kChange };

// PLAN_PERCENT, BASE_PERCENT or CHANGE.
const char* RankOrderText(RankOrder order);

// What an area can be ranked by.
struct RankedFigures {
  std::optional<Ratio> of_plan;
  std::optional<Ratio> of_base;
  std::optional<int64_t> change;
};

struct Ranking {
  RankOrder order = RankOrder::kChange;
  // Places in the list that was ranked with their ranks: equals share a rank and stay
  // in the list's order; those without what the order goes by come last with 0.
  struct Place {
    size_t at = 0;
    int32_t rank = 0;
  };
  std::vector<Place> places;
};

// Ranks by percent of plan where any has a plan, else by percent of the base where any
// has one, else by change; the highest first, by unrounded quotients.
Ranking Rank(const std::vector<RankedFigures>& areas);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PERIOD_REPORT_PERIOD_RULES_H_
