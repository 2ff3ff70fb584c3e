#ifndef BAOPHU_SERVICES_TARGET_PACE_PACE_RULES_H_
#define BAOPHU_SERVICES_TARGET_PACE_PACE_RULES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/month/month.h"
#include "services/target/indicators/indicator_catalogue.h"
#include "services/target/plans/milestones/milestones.h"

// Milestones under a plan, and where a value stands against them. Pure; integers
// only.
namespace baophu::target {

enum class PaceMethod { kEven = 1, kLastYearShape = 2, kGiven = 3 };

struct PaceQuestion {
  Period period = Period::kStock;
  PaceMethod method = PaceMethod::kEven;
  Month month;
  int64_t plan_value = 0;
  // Values at months' ends, of this year and the last as far as they are known.
  std::map<Month, int64_t> values;
  std::vector<Milestone> given;  // kGiven; by day.
};

struct PaceMonth {
  Month month;
  int64_t milestone = 0;
  std::optional<int64_t> value;
};

struct PaceWeek {
  Day last;
  int64_t milestone = 0;
};

struct Pace {
  int64_t start_value = 0;
  int64_t value = 0;
  int64_t milestone = 0;
  int64_t remaining = 0;
  int64_t needed_per_month = 0;
  int32_t months_left = 0;
  std::vector<PaceMonth> months;  // January to December; December's is the plan.
  std::vector<PaceWeek> weeks;    // Of the month, by their Sundays, and its last day.

  int64_t difference() const { return value - milestone; }
};

// FAILED_PRECONDITION names the month whose value is not known, or says that last
// year had no growth whose shape could be taken, or that no milestones were given.
absl::StatusOr<Pace> MakePace(const PaceQuestion& question);

// The months whose values a pace needs or shows.
std::vector<Month> PaceMonths(Month month);

// Whether `a` is further behind than `b`: by amount, or by its share of the
// milestone; those with a milestone of zero come last.
bool BehindByAmount(const Pace& a, const Pace& b);
bool BehindByShare(const Pace& a, const Pace& b);

// Whether parts make a whole: ADDS_UP, EXCEEDS, BELOW, MISSING or NOT_SPLIT.
const char* PartsState(int64_t whole, int64_t parts, size_t part_count, size_t missing_count);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PACE_PACE_RULES_H_
