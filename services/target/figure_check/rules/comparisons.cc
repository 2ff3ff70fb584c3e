#include "services/target/figure_check/rules/comparisons.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace baophu::target {
namespace {

using Group = std::vector<const Estimate*>;

// The name of a revision that only says that there was one.
constexpr char kUnnamedRevision[] = "revised";

bool IsRevised(const Estimate& estimate) {
  return estimate.revised || (estimate.base.has_value() && !estimate.base->revision.empty());
}

const std::string& AssignerOf(const Estimate& estimate) {
  static const std::string kNone;
  return estimate.base.has_value() ? estimate.base->assigner : kNone;
}

// Whether the two may be of different versions of a plan or base.
bool MayBeRevised(const Estimate& a, const Estimate& b, const Group& group) {
  static const std::string kNone;
  const std::string& of_a = a.base.has_value() ? a.base->revision : kNone;
  const std::string& of_b = b.base.has_value() ? b.base->revision : kNone;
  if (!of_a.empty() && of_a == of_b && of_a != kUnnamedRevision) return false;
  const bool same_time = a.as_of == b.as_of && of_a == of_b && a.revised == b.revised;
  if (same_time && a.as_of.day.has_value()) return false;
  return std::any_of(group.begin(), group.end(), [&](const Estimate* each) {
    return IsRevised(*each) && (MayBeSameAssigner(*each, a) || MayBeSameAssigner(*each, b));
  });
}

// Whether an unnamed assigner's plan is that of another one than of `against`.
bool FitsAnother(const Estimate& unnamed, const Estimate& against, const Group& group) {
  return std::any_of(group.begin(), group.end(), [&](const Estimate* each) {
    return !AssignerOf(*each).empty() && AssignerOf(*each) != AssignerOf(against) &&
           each->reading.usual.Meets(unnamed.reading.usual);
  });
}

std::set<Doubt> DoubtsOf(const Estimate& a, const Estimate& b, const Group& group,
                         const CheckRules& rules) {
  std::set<Doubt> doubts = DoubtsOfTime(a, b, rules);
  switch (a.quantity.kind) {
    case Quantity::Kind::kPlan:
      if ((AssignerOf(a).empty() && FitsAnother(a, b, group)) ||
          (AssignerOf(b).empty() && FitsAnother(b, a, group))) {
        doubts.insert(Doubt::kOtherAssigner);
      }
      if (MayBeRevised(a, b, group)) doubts.insert(Doubt::kRevisionStated);
      break;
    case Quantity::Kind::kBase: {
      if (MayBeRevised(a, b, group)) doubts.insert(Doubt::kRevisionStated);
      const bool only_name = a.base.has_value() && a.base->kind == RatioBase::Kind::kNamed;
      // What has only a name may well be another number at another time.
      if (only_name && a.as_of != b.as_of) doubts.insert(Doubt::kOtherTime);
      break;
    }
    default:
      // A value that an earlier report printed may have been restated.
      if ((a.from_change && a.revised) || (b.from_change && b.revised)) {
        doubts.insert(Doubt::kRevisionStated);
      }
      break;
  }
  return doubts;
}

Relation RelationOf(Quantity::Kind kind) {
  switch (kind) {
    case Quantity::Kind::kPlan:
      return Relation::kSamePlan;
    case Quantity::Kind::kBase:
      return Relation::kSameBase;
    case Quantity::Kind::kRatio:
      return Relation::kSameRatio;
    default:
      return Relation::kSameFigure;
  }
}

void Compare(const Estimate& a, const Estimate& b, const Group& group, const CheckRules& rules,
             std::vector<Finding>& findings) {
  if (a.quantity.kind == Quantity::Kind::kPlan && !MayBeSameAssigner(a, b)) return;
  findings.push_back(CompareEqual(RelationOf(a.quantity.kind), a, b, DoubtsOf(a, b, group, rules)));
}

// The one whose interval begins last, and the one whose ends first.
std::pair<const Estimate*, const Estimate*> Extremes(const Group& group) {
  const Estimate* last_begin = group.front();
  const Estimate* first_end = group.front();
  for (const Estimate* const each : group) {
    const auto& lower = each->reading.widest.lower();
    const auto& upper = each->reading.widest.upper();
    const auto& best_lower = last_begin->reading.widest.lower();
    const auto& best_upper = first_end->reading.widest.upper();
    if (lower.has_value() && (!best_lower.has_value() || lower->at > best_lower->at)) {
      last_begin = each;
    }
    if (upper.has_value() && (!best_upper.has_value() || upper->at < best_upper->at)) {
      first_end = each;
    }
  }
  return {last_begin, first_end};
}

void CompareGroup(const Group& group, const CheckRules& rules, std::vector<Finding>& findings) {
  if (group.size() <= kMaxPaired) {
    for (size_t i = 0; i < group.size(); ++i) {
      for (size_t j = i + 1; j < group.size(); ++j) {
        Compare(*group[i], *group[j], group, rules, findings);
      }
    }
    return;
  }
  const auto [last_begin, first_end] = Extremes(group);
  if (first_end != last_begin) Compare(*first_end, *last_begin, group, rules, findings);
  for (size_t i = 0; i < std::min(group.size(), kMaxCompared); ++i) {
    const Estimate* const each = group[i];
    if (each == last_begin || each == first_end) continue;
    Compare(*each, *last_begin, group, rules, findings);
    if (first_end != last_begin) Compare(*each, *first_end, group, rules, findings);
  }
}

// The first and last day that a figure may be of.
std::pair<Day, Day> DaysOf(const AsOf& as_of) {
  if (as_of.day.has_value()) return {*as_of.day, *as_of.day};
  if (as_of.year == 0) return {Day::FirstOf(Month::Min()), Day::LastOf(Month::Max())};
  return {Day::FirstOf(Month::FromYearMonth(as_of.year, 1)),
          Day::LastOf(Month::FromYearMonth(as_of.year, 12))};
}

}  // namespace

std::set<Doubt> DoubtsOfTime(const Estimate& a, const Estimate& b, const CheckRules& rules) {
  std::set<Doubt> doubts;
  // Without any date, not even one document's figures need be of one time.
  const bool dated = a.as_of.year != 0 || !a.as_of.text.empty();
  if (a.as_of == b.as_of && a.doc == b.doc && dated) return doubts;
  const auto [first_a, last_a] = DaysOf(a.as_of);
  const auto [first_b, last_b] = DaysOf(b.as_of);
  if (rules.ReformBetween(std::min(first_a, first_b), std::max(last_a, last_b))) {
    doubts.insert(Doubt::kTerritoryReform);
  }
  // Reports of a year, without a day, may be of different days of it.
  const bool per_day = a.quantity.kind == Quantity::Kind::kValue ||
                       a.quantity.kind == Quantity::Kind::kRatio ||
                       a.quantity.kind == Quantity::Kind::kRemaining;
  if (per_day && !a.quantity.as_of.day.has_value()) {
    doubts.insert(Doubt::kUnclearDate);
  }
  return doubts;
}

bool MayBeSameAssigner(const Estimate& a, const Estimate& b) {
  return AssignerOf(a).empty() || AssignerOf(b).empty() || AssignerOf(a) == AssignerOf(b);
}

void CompareRepeated(const Estimates& estimates, const CheckRules& rules,
                     std::vector<Finding>& findings) {
  for (const auto& [quantity, group] : estimates.by_quantity()) {
    // Each report states what remains from its own day on, under the year's last day. It is
    // compared where it is known which value is meant.
    if (quantity.kind != Quantity::Kind::kRemaining) CompareGroup(group, rules, findings);
  }
}

}  // namespace baophu::target
