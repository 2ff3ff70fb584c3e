#include "services/target/figure_check/rules/remaining.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "services/target/figure_check/rules/comparisons.h"

namespace baophu::target {
namespace {

// Place, subject and year of what remains.
using PlanKey = std::tuple<std::string, std::string, int>;

// So many plans of one year, and so many days of one document, are looked at: a report
// has a few of each, and work must not grow with their product.
constexpr size_t kMaxPlans = 16;
constexpr size_t kMaxDays = 16;

using DayOfDocument = std::pair<AsOf, std::string>;

// What values of a plan's subject and year say; of what comes twice, the first.
struct Sources {
  // Implied by values with a ratio to a plan; by day, at most kMaxPlans.
  std::map<DayOfDocument, std::vector<const Estimate*>> remainders;
  std::map<DayOfDocument, const Figure*> values;
  std::vector<const Estimate*> plans;  // Stated ones, at most kMaxPlans.
};

void AddPlan(std::vector<const Estimate*>& plans, const Estimate& plan) {
  const bool known = std::any_of(plans.begin(), plans.end(), [&](const Estimate* each) {
    return each->base->assigner == plan.base->assigner &&
           each->base->revision == plan.base->revision;
  });
  if (!known && plans.size() < kMaxPlans) plans.push_back(&plan);
}

// What values and plans imply to remain at one day.
struct Implied {
  AsOf as_of;
  std::string doc;
  std::vector<Estimate> remainders;
};

Estimate PlanLessValue(const Estimate& plan, const Figure& value) {
  Estimate remaining = EstimateFrom(value, plan.quantity, {}, Derivation::kPlanMinusValue);
  remaining.quantity.kind = Quantity::Kind::kRemaining;
  remaining.quantity.as_of = value.as_of;
  remaining.reading = OnBoth(
      [](const Interval& planned, const Interval& reached) {
        return (planned - reached).NotBelowZero().WholeNumbers();
      },
      plan.reading, *value.value);
  remaining.figures = Union(remaining.figures, plan.figures);
  remaining.doubts.insert(plan.doubts.begin(), plan.doubts.end());
  remaining.base = plan.base;
  remaining.revised |= plan.revised;
  return remaining;
}

// What may be meant, by day: the last days before the figure's in its own document, and
// its own day in others.
std::vector<Implied> ImpliedByDay(const Sources& sources, const Figure& remaining) {
  std::set<DayOfDocument> days;
  for (const auto& [day, remainders] : sources.remainders) days.insert(day);
  for (const auto& [day, value] : sources.values) days.insert(day);
  std::vector<DayOfDocument> meant;
  // The latest first.
  for (auto day = days.rbegin(); day != days.rend() && meant.size() < kMaxDays; ++day) {
    const auto& [as_of, doc] = *day;
    const bool same_day = remaining.as_of.day.has_value() && as_of.day == remaining.as_of.day;
    const bool before = !remaining.as_of.day.has_value() || !as_of.day.has_value() ||
                        *as_of.day <= *remaining.as_of.day;
    if (same_day || (before && doc == remaining.doc)) meant.push_back(*day);
  }
  std::vector<Implied> all;
  for (const DayOfDocument& day : meant) {
    Implied implied{day.first, day.second, {}};
    if (const auto found = sources.remainders.find(day); found != sources.remainders.end()) {
      for (const Estimate* const each : found->second) implied.remainders.push_back(*each);
    }
    if (const auto value = sources.values.find(day); value != sources.values.end()) {
      for (const Estimate* const plan : sources.plans) {
        implied.remainders.push_back(PlanLessValue(*plan, *value->second));
      }
    }
    if (!implied.remainders.empty()) all.push_back(std::move(implied));
  }
  return all;
}

// Which of them the figure is most likely of.
const Implied& Chosen(const std::vector<Implied>& all, const Figure& remaining) {
  const auto rank = [&](const Implied& each) {
    const bool same_day = each.as_of.day.has_value() && each.as_of.day == remaining.as_of.day;
    return std::make_tuple(each.doc == remaining.doc, same_day, each.as_of.day.value_or(Day()));
  };
  return *std::max_element(all.begin(), all.end(),
                           [&](const Implied& a, const Implied& b) { return rank(a) < rank(b); });
}

bool FitsAny(const Estimate& stated, const std::vector<Estimate>& remainders,
             const Estimate* except) {
  return std::any_of(remainders.begin(), remainders.end(), [&](const Estimate& each) {
    return &each != except && MayBeSameAssigner(stated, each) &&
           each.reading.usual.Meets(stated.reading.usual);
  });
}

void Compare(const Figure& remaining, const Sources& sources, const CheckRules& rules,
             std::vector<Finding>& findings) {
  const std::vector<Implied> all = ImpliedByDay(sources, remaining);
  if (all.empty()) return;
  const Implied& chosen = Chosen(all, remaining);
  Estimate stated =
      EstimateFrom(remaining, *QuantityOf(remaining), *remaining.value, Derivation::kStated);
  stated.base = remaining.base;
  const bool fits_other_day = std::any_of(all.begin(), all.end(), [&](const Implied& each) {
    return &each != &chosen && FitsAny(stated, each.remainders, nullptr);
  });
  // "To 31 December" is said all year; only its own document tells from which day on.
  const bool to_year_end_elsewhere =
      chosen.doc != remaining.doc && chosen.as_of.day.has_value() &&
      chosen.as_of.day->month() == Month::FromYearMonth(remaining.base.year, 12);
  for (const Estimate& implied : chosen.remainders) {
    if (!MayBeSameAssigner(stated, implied)) continue;
    std::set<Doubt> doubts = DoubtsOfTime(stated, implied, rules);
    // The two are of different days on purpose.
    doubts.erase(Doubt::kUnclearDate);
    if (fits_other_day || to_year_end_elsewhere) doubts.insert(Doubt::kUnclearDate);
    if (FitsAny(stated, chosen.remainders, &implied)) doubts.insert(Doubt::kOtherAssigner);
    if (stated.revised != implied.revised || stated.base->revision != implied.base->revision) {
      doubts.insert(Doubt::kRevisionStated);
    }
    findings.push_back(CompareEqual(Relation::kRemaining, stated, implied, std::move(doubts)));
  }
}

}  // namespace

void CompareRemaining(const std::vector<Figure>& figures, const Estimates& estimates,
                      const CheckRules& rules, std::vector<Finding>& findings) {
  std::map<PlanKey, Sources> by_plan;
  for (const Estimate& each : estimates.all()) {
    const PlanKey key{each.quantity.place, each.quantity.subject, each.quantity.year};
    if (each.derivation == Derivation::kValueTimesRemainder) {
      AddPlan(by_plan[key].remainders[{each.as_of, each.doc}], each);
    }
    const bool plan =
        each.quantity.kind == Quantity::Kind::kPlan && each.derivation == Derivation::kStated;
    if (plan) AddPlan(by_plan[key].plans, each);
  }
  for (const Figure& figure : figures) {
    if (figure.kind != Figure::Kind::kValue || !figure.value.has_value()) continue;
    const auto sources = by_plan.find({figure.place, figure.subject.key, figure.as_of.year});
    if (sources != by_plan.end()) {
      sources->second.values.emplace(DayOfDocument(figure.as_of, figure.doc), &figure);
    }
  }
  for (const Figure& figure : figures) {
    if (figure.kind != Figure::Kind::kRemaining || !figure.value.has_value()) continue;
    const auto sources = by_plan.find({figure.place, figure.subject.key, figure.base.year});
    if (sources != by_plan.end()) Compare(figure, sources->second, rules, findings);
  }
}

}  // namespace baophu::target
