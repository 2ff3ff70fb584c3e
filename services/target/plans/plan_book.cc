#include "services/target/plans/plan_book.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace baophu::target {
namespace {

Month LastMonth(int year) { return Month::FromYearMonth(year, 12); }

}  // namespace

const char* PlanSplitText(PlanSplit split) {
  switch (split) {
    case PlanSplit::kAreas:
      return "AREAS";
    case PlanSplit::kOfficers:
      return "OFFICERS";
    case PlanSplit::kOrganisations:
      return "ORGANISATIONS";
  }
  return "";
}

PlanSplit SplitOf(const PlanVersion& plan) {
  if (plan.holder.empty()) return PlanSplit::kAreas;
  return absl::StartsWith(plan.holder, "officers/") ? PlanSplit::kOfficers
                                                    : PlanSplit::kOrganisations;
}

PlanBook::PlanBook(const AreaCatalogue& areas, const std::vector<PlanVersion>& stored)
    : areas_(areas) {
  for (const PlanVersion& plan : stored) Add(plan);
}

void PlanBook::Add(const PlanVersion& plan) {
  plans_[{plan.indicator, plan.year, plan.assigner, plan.kind, plan.base}][{plan.area, plan.holder}]
        [plan.valid_from] = plan.value;
}

std::optional<int64_t> PlanBook::ValueAt(const Series& series, const Owner& owner,
                                         Month month) const {
  const auto plans = plans_.find(series);
  if (plans == plans_.end()) return std::nullopt;
  const auto versions = plans->second.find(owner);
  if (versions == plans->second.end()) return std::nullopt;
  const auto next = versions->second.upper_bound(month);
  if (next == versions->second.begin()) return std::nullopt;
  return std::prev(next)->second;
}

std::optional<AreaCode> PlanBook::WholeOf(const PlanVersion& plan, Month month) const {
  if (!plan.holder.empty()) return plan.area;
  const AreaRecord* record = areas_.Find(plan.area, month);
  if (record == nullptr || record->parent.empty()) return std::nullopt;
  return record->parent;
}

int64_t PlanBook::PartsAt(const Series& series, AreaCode whole, PlanSplit split, Month month) {
  const auto [known, added] = parts_.try_emplace({series, whole, split, month}, 0);
  if (!added) return known->second;
  for (const auto& [owner, versions] : plans_[series]) {
    PlanVersion part;
    part.area = owner.first;
    part.holder = owner.second;
    if (SplitOf(part) != split || WholeOf(part, month) != whole) continue;
    known->second += ValueAt(series, owner, month).value_or(0);
  }
  return known->second;
}

std::optional<Problem> PlanBook::Admit(const PlanVersion& plan) {
  const Series series{plan.indicator, plan.year, plan.assigner, plan.kind, plan.base};
  const Owner owner{plan.area, plan.holder};
  const Versions& versions = plans_[series][owner];
  if (!versions.empty() && plan.valid_from < versions.begin()->first) {
    return Problem{"valid_from", "REVISION_BEFORE_PLAN",
                   absl::StrCat("is before ", versions.begin()->first.ToString(),
                                ", when the first version of this plan begins"),
                   "send versions in the order of their months; a revision is not before its plan"};
  }
  // The months in which this version is the one that holds.
  const auto next = versions.upper_bound(plan.valid_from);
  const Month end = next == versions.end() ? LastMonth(plan.year) : next->first - 1;
  const PlanSplit split = SplitOf(plan);
  const bool adds_up = plan.kind == PlanKind::kAssigned && plan.base.empty();
  for (Month month = plan.valid_from; adds_up && month <= end; month = month + 1) {
    const std::optional<AreaCode> whole = WholeOf(plan, month);
    if (!whole.has_value()) continue;
    const std::optional<int64_t> whole_value = ValueAt(series, {*whole, ""}, month);
    if (!whole_value.has_value()) continue;
    const int64_t before = ValueAt(series, owner, month).value_or(0);
    const int64_t others = PartsAt(series, *whole, split, month) - before;
    // Lowering a part is never refused: it makes an excess smaller.
    if (plan.value <= before || others + plan.value <= *whole_value) continue;
    return Problem{"value", "PARTS_EXCEED_WHOLE",
                   absl::StrCat("makes the parts ", others + plan.value, " in ", month.ToString(),
                                ", more than the plan of ", *whole_value, " of area ",
                                whole->ToString(), " that they are parts of"),
                   absl::StrCat("write at most ", std::max<int64_t>(*whole_value - others, 0),
                                ", or raise that plan first")};
  }
  for (Month month = plan.valid_from; month <= end; month = month + 1) {
    const std::optional<AreaCode> whole = WholeOf(plan, month);
    if (!whole.has_value()) continue;
    const auto known = parts_.find({series, *whole, split, month});
    if (known == parts_.end()) continue;
    known->second += plan.value - ValueAt(series, owner, month).value_or(0);
  }
  Add(plan);
  return std::nullopt;
}

std::set<AreaCode> AreasBeside(const AreaCatalogue& areas, const std::set<AreaCode>& of, int year) {
  const Month first = Month::FromYearMonth(year, 1);
  const auto in_year = [&](const AreaRecord& record) {
    return record.valid_from <= LastMonth(year) && first <= record.valid_to;
  };
  std::set<AreaCode> beside = of;
  std::set<AreaCode> parents;
  for (const AreaRecord& record : areas.records()) {
    if (in_year(record) && of.contains(record.code) && !record.parent.empty()) {
      parents.insert(record.parent);
    }
  }
  beside.insert(parents.begin(), parents.end());
  for (const AreaRecord& record : areas.records()) {
    if (in_year(record) && parents.contains(record.parent)) beside.insert(record.code);
  }
  return beside;
}

}  // namespace baophu::target
