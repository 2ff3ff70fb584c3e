#include "services/target/pace/pace_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu::target {
namespace {

// amount x part / whole, rounded half away from zero. `whole` is above zero.
int64_t Share(int64_t amount, int64_t part, int64_t whole) {
  const __int128 product = static_cast<__int128>(amount) * part;
  const __int128 half = product < 0 ? -(whole / 2) : whole / 2;
  return static_cast<int64_t>((product + half) / whole);
}

absl::StatusOr<int64_t> ValueAt(const PaceQuestion& question, Month month) {
  const auto found = question.values.find(month);
  if (found != question.values.end()) return found->second;
  return FaultStatus(absl::StatusCode::kFailedPrecondition, "NO_FIGURE", "",
                     absl::StrCat("there is no figure of ", month.ToString()),
                     "ask for a month, or by a method, whose figures are there");
}

// Where a year begins: what runs from 1 January begins with nothing.
absl::StatusOr<int64_t> StartOf(const PaceQuestion& question, Month january) {
  if (question.period == Period::kYearToDate) return 0;
  return ValueAt(question, january - 1);
}

// How much of the year's way is to be gone by the end of each month, of `whole`.
struct Shape {
  std::vector<int64_t> parts;
  int64_t whole = 1;
};

absl::StatusOr<Shape> ShapeOf(const PaceQuestion& question) {
  Shape shape;
  if (question.method == PaceMethod::kEven) {
    for (int64_t k = 1; k <= 12; ++k) shape.parts.push_back(k);
    shape.whole = 12;
    return shape;
  }
  const Month january = question.month.January() - 12;
  BAOPHU_ASSIGN(const int64_t start, StartOf(question, january));
  for (int32_t k = 0; k < 12; ++k) {
    BAOPHU_ASSIGN(const int64_t value, ValueAt(question, january + k));
    shape.parts.push_back(value - start);
  }
  shape.whole = shape.parts.back();
  if (shape.whole > 0) return shape;
  return FaultStatus(absl::StatusCode::kFailedPrecondition, "NO_GROWTH_LAST_YEAR", "plan.method",
                     absl::StrCat("cannot be taken: nothing grew in ", january.year()),
                     "send PACE_METHOD_EVEN");
}

// The way through the year: where it began, and what is to be reached by the end of
// days after, the last of them 31 December.
absl::StatusOr<std::vector<Milestone>> WayOf(const PaceQuestion& question, int64_t start) {
  const Month january = question.month.January();
  std::vector<Milestone> way = {{Day::LastOf(january - 1), start}};
  if (question.method == PaceMethod::kGiven) {
    if (question.given.empty()) {
      return FaultStatus(absl::StatusCode::kFailedPrecondition, "NO_MILESTONES", "plan.method",
                         "cannot be taken: no milestones were given for this version of the plan",
                         "set plans/{plan_id}/milestones, or send PACE_METHOD_EVEN");
    }
    way.insert(way.end(), question.given.begin(), question.given.end());
    const Day last = Day::LastOf(january + 11);
    if (way.back().last < last) way.push_back({last, question.plan_value});
    return way;
  }
  BAOPHU_ASSIGN(const Shape shape, ShapeOf(question));
  for (int32_t k = 0; k < 12; ++k) {
    way.push_back({Day::LastOf(january + k),
                   start + Share(question.plan_value - start, shape.parts[static_cast<size_t>(k)],
                                 shape.whole)});
  }
  return way;
}

std::vector<PaceWeek> WeeksOf(Month month, const std::vector<Milestone>& way) {
  const int32_t last = Day::LastOf(month).number();
  std::vector<PaceWeek> weeks;
  for (int32_t number = Day::FirstOf(month).number(); number <= last; ++number) {
    // Day 0, 1970-01-01, was a Thursday, so day 3 a Sunday.
    if (number % 7 != 3 && number != last) continue;
    const Day day = Day::FromNumber(number);
    weeks.push_back({day, ValueOnWay(way, day)});
  }
  return weeks;
}

}  // namespace

std::vector<Month> PaceMonths(Month month) {
  std::vector<Month> months;
  for (Month each = month.January() - 13; each <= month; each = each + 1) months.push_back(each);
  return months;
}

absl::StatusOr<Pace> MakePace(const PaceQuestion& question) {
  Pace pace;
  const Month january = question.month.January();
  BAOPHU_ASSIGN(pace.start_value, StartOf(question, january));
  BAOPHU_ASSIGN(pace.value, ValueAt(question, question.month));
  BAOPHU_ASSIGN(const std::vector<Milestone> way, WayOf(question, pace.start_value));
  for (int32_t k = 0; k < 12; ++k) {
    PaceMonth month{january + k, ValueOnWay(way, Day::LastOf(january + k)), std::nullopt};
    const auto known = question.values.find(month.month);
    if (month.month <= question.month && known != question.values.end()) {
      month.value = known->second;
    }
    if (month.month == question.month) pace.milestone = month.milestone;
    pace.months.push_back(month);
  }
  pace.weeks = WeeksOf(question.month, way);
  pace.remaining = question.plan_value - pace.value;
  pace.months_left = 12 - question.month.month_of_year();
  if (pace.remaining > 0 && pace.months_left > 0) {
    pace.needed_per_month = (pace.remaining - 1) / pace.months_left + 1;
  }
  return pace;
}

bool BehindByAmount(const Pace& a, const Pace& b) { return a.difference() < b.difference(); }

bool BehindByShare(const Pace& a, const Pace& b) {
  // Nobody is behind a milestone of nothing.
  if (a.milestone <= 0 || b.milestone <= 0) return a.milestone > 0 && b.milestone <= 0;
  return static_cast<__int128>(a.value) * b.milestone <
         static_cast<__int128>(b.value) * a.milestone;
}

const char* PartsState(int64_t whole, int64_t parts, size_t part_count, size_t missing_count) {
  if (part_count == 0) return "NOT_SPLIT";
  if (parts > whole) return "EXCEEDS";
  if (missing_count > 0) return "MISSING";
  return parts < whole ? "BELOW" : "ADDS_UP";
}

}  // namespace baophu::target
