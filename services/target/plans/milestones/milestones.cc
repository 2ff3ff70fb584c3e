#include "services/target/plans/milestones/milestones.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"

namespace baophu::target {
namespace {

// One a day.
constexpr size_t kMaxPoints = 366;

}  // namespace

std::vector<Problem> CheckMilestones(const PlanVersion& plan,
                                     const std::vector<MilestoneDraft>& drafts,
                                     std::vector<Milestone>& milestones) {
  if (!plan.base.empty()) {
    return {{"name", "MILESTONES_OF_RATIO", "is a plan that is a ratio",
             "give milestones to the plan that is a number"}};
  }
  if (drafts.size() > kMaxPoints) {
    return {{"points", "TOO_MANY_POINTS", absl::StrCat("has ", drafts.size()),
             absl::StrCat("send at most ", kMaxPoints)}};
  }
  const Day first = Day::FirstOf(plan.valid_from);
  const Day last = Day::LastOf(Month::FromYearMonth(plan.year, 12));
  std::vector<Problem> problems;
  std::map<Day, int64_t> by_day;
  for (size_t i = 0; i < drafts.size(); ++i) {
    const std::string date_field = absl::StrCat("points[", i, "].date");
    const std::string value_field = absl::StrCat("points[", i, "].value");
    const absl::StatusOr<Day> day = Day::Parse(drafts[i].date);
    if (!day.ok()) {
      problems.push_back({date_field, "INVALID_DATE", "is no day", "write YYYY-MM-DD"});
      continue;
    }
    if (*day < first || last < *day) {
      problems.push_back({date_field, "DATE_OUTSIDE_PLAN", "is not a day of the plan",
                          absl::StrCat("write ", first.ToString(), " to ", last.ToString())});
    } else if (!by_day.emplace(*day, drafts[i].value).second) {
      problems.push_back({date_field, "DATE_TWICE", "comes twice", "send one point a day"});
    }
    if (drafts[i].value < 0) {
      problems.push_back(
          {value_field, "NEGATIVE_VALUE", "is negative", "write a whole number from 0"});
    } else if (*day == last && drafts[i].value != plan.value) {
      problems.push_back({value_field, "NOT_THE_PLAN", "is not the plan",
                          absl::StrCat("write ", plan.value, ", or leave the point out")});
    }
  }
  milestones.clear();
  for (const auto& [day, value] : by_day) milestones.push_back({day, value});
  return problems;
}

int64_t ValueOnWay(const std::vector<Milestone>& way, Day day) {
  const auto next = std::lower_bound(way.begin(), way.end(), day,
                                     [](const Milestone& a, Day b) { return a.last < b; });
  if (next->last == day || next == way.begin()) return next->value;
  const Milestone& before = *std::prev(next);
  const int64_t days = next->last.number() - before.last.number();
  const __int128 product =
      static_cast<__int128>(next->value - before.value) * (day.number() - before.last.number());
  const int64_t half = product < 0 ? -(days / 2) : days / 2;
  return before.value + static_cast<int64_t>((product + half) / days);
}

}  // namespace baophu::target
