#include "services/target/figure_check/rules/relations.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "services/target/figure_check/reading/subject_reader.h"
#include "services/target/figure_check/rules/comparisons.h"

namespace baophu::target {
namespace {

// One place at one time.
using Scene = std::pair<std::string, AsOf>;

// The best estimate of each subject, by the subject's key.
using Values = std::map<std::string, const Estimate*>;

// Values of the catalogue's indicators, by place and time.
std::map<Scene, Values> Scenes(const Estimates& estimates) {
  std::map<Scene, Values> scenes;
  for (const auto& [quantity, group] : estimates.by_quantity()) {
    if (quantity.kind != Quantity::Kind::kValue || group.front()->subject.indicator == nullptr) {
      continue;
    }
    scenes[{quantity.place, quantity.as_of}][quantity.subject] = estimates.Best(quantity);
  }
  return scenes;
}

const Estimate* Find(const Values& values, const std::string& key) {
  const auto found = values.find(key);
  return found == values.end() ? nullptr : found->second;
}

Estimate Sum(const std::vector<const Estimate*>& parts, const Estimate& like,
             Derivation derivation) {
  Estimate sum = *parts.front();
  for (size_t i = 1; i < parts.size(); ++i) {
    sum.reading = OnBoth([](const Interval& a, const Interval& b) { return a + b; }, sum.reading,
                         parts[i]->reading);
    sum.figures = Union(sum.figures, parts[i]->figures);
    sum.doubts.insert(parts[i]->doubts.begin(), parts[i]->doubts.end());
  }
  sum.quantity = like.quantity;
  sum.subject = like.subject;
  sum.derivation = derivation;
  return sum;
}

// The indicators that are each a single scheme of `whole`, if together they are all of
// it. Schemes of one indicator exclude each other, so that they add up.
std::vector<std::string> PartsOf(const Indicator& whole, const IndicatorCatalogue& catalogue) {
  std::vector<std::string> parts;
  if (whole.measure.source != Measure::Source::kCoverage || whole.measure.terms.size() < 2) {
    return parts;
  }
  for (const CoverageTerm& term : whole.measure.terms) {
    for (const Indicator& each : catalogue.indicators()) {
      const bool single = each.measure.source == Measure::Source::kCoverage &&
                          each.measure.terms.size() == 1 &&
                          each.measure.terms.front().scheme == term.scheme &&
                          each.measure.terms.front().category == term.category;
      if (single) {
        parts.push_back(each.code);
        break;
      }
    }
  }
  return parts.size() == whole.measure.terms.size() ? parts : std::vector<std::string>();
}

void CompareSums(const Values& values, const CheckRules& rules, std::vector<Finding>& findings) {
  for (const Indicator& indicator : rules.catalogue().indicators()) {
    const Estimate* const whole = Find(values, indicator.code);
    const std::vector<std::string> codes = PartsOf(indicator, rules.catalogue());
    if (whole == nullptr || codes.empty()) continue;
    std::vector<const Estimate*> parts;
    std::set<Doubt> doubts;
    for (const std::string& code : codes) {
      const Estimate* const part = Find(values, code);
      if (part == nullptr) break;
      doubts.merge(DoubtsOfTime(*whole, *part, rules));
      parts.push_back(part);
    }
    if (parts.size() < codes.size()) continue;
    findings.push_back(CompareEqual(Relation::kSumOfParts, *whole,
                                    Sum(parts, *whole, Derivation::kSum), std::move(doubts)));
  }
}

// Amounts of some schemes each, which together are all, with their total.
void CompareAmountSums(const Values& values, const CheckRules& rules,
                       std::vector<Finding>& findings) {
  std::map<const Indicator*, std::vector<const Estimate*>> parts_of;
  for (const auto& [key, estimate] : values) {
    if (!estimate->subject.schemes.empty()) {
      parts_of[estimate->subject.indicator].push_back(estimate);
    }
  }
  for (const auto& [indicator, parts] : parts_of) {
    const Estimate* const total = Find(values, indicator->code);
    std::set<std::string> schemes;
    size_t scheme_count = 0;
    std::set<Doubt> doubts;
    for (const Estimate* const part : parts) {
      schemes.insert(part->subject.schemes.begin(), part->subject.schemes.end());
      scheme_count += part->subject.schemes.size();
      if (total == nullptr) continue;
      doubts.merge(DoubtsOfTime(*total, *part, rules));
      // Reports also call all of it "BHXH".
      if (part->reading.widest.Meets(total->reading.widest)) doubts.insert(Doubt::kUnclearScheme);
    }
    const bool divided = schemes.size() == scheme_count && IsEveryCollectedScheme(schemes);
    if (total == nullptr || !divided) continue;
    const Estimate sum = Sum(parts, *total, Derivation::kSum);
    // Interest and fines may be in the total alone.
    if (total->reading.widest.IsAbove(sum.reading.widest)) doubts.insert(Doubt::kHeuristic);
    findings.push_back(CompareEqual(Relation::kSumOfParts, *total, sum, std::move(doubts)));
  }
}

void CompareParts(const Scene& scene, const Values& values, const CheckRules& rules,
                  std::vector<Finding>& findings) {
  for (const PartRelation& relation : rules.part_relations()) {
    const Estimate* const part = Find(values, relation.part);
    const Estimate* const whole = Find(values, relation.whole);
    const bool holds = scene.second.day.has_value()
                           ? relation.months.Holds(scene.second.day->month())
                           : relation.months.HoldsIn(scene.second.year);
    if (part == nullptr || whole == nullptr || !holds) continue;
    std::set<Doubt> doubts = DoubtsOfTime(*part, *whole, rules);
    if (!relation.proof) doubts.insert(Doubt::kHeuristic);
    Finding finding = CompareAtMost(Relation::kPartOfWhole, *part, *whole, std::move(doubts));
    finding.heuristic = !relation.proof;
    findings.push_back(std::move(finding));
  }
}

// An amount of a measure: the total or, when there is none, that of some schemes if it is
// the only one, because reports call all of it "BHXH".
const Estimate* FindAmount(const Values& values, LedgerMeasure measure) {
  const Estimate* restricted = nullptr;
  int count = 0;
  for (const auto& [key, estimate] : values) {
    const Indicator& indicator = *estimate->subject.indicator;
    if (indicator.measure.source != Measure::Source::kLedger ||
        indicator.measure.ledger != measure) {
      continue;
    }
    if (estimate->subject.total()) return estimate;
    restricted = estimate;
    ++count;
  }
  return count == 1 ? restricted : nullptr;
}

Estimate Widened(Estimate estimate, Rational tolerance) {
  estimate.reading = OnBoth(
      [&](const Interval& each) {
        return Interval::Product(
            each, Interval::Closed(Rational(1) - tolerance, Rational(1) + tolerance));
      },
      estimate.reading);
  return estimate;
}

// A plan of the year that `due` fits, or else any plan that it was compared with.
std::pair<const Estimate*, bool> FindPlan(const Estimates& estimates, const Estimate& due,
                                          const Estimate& collected) {
  const Estimate* any = nullptr;
  std::set<std::string> subjects = {collected.subject.indicator->code, collected.subject.key};
  for (const std::string& subject : subjects) {
    Quantity quantity;
    quantity.kind = Quantity::Kind::kPlan;
    quantity.place = due.quantity.place;
    quantity.subject = subject;
    quantity.year = due.quantity.as_of.year;
    for (const Estimate* const plan : estimates.Of(quantity)) {
      if (plan->reading.widest.Meets(due.reading.widest)) return {plan, true};
      any = plan;
    }
  }
  return {any, false};
}

void CompareDue(const Scene& scene, const Values& values, const Estimates& estimates,
                const CheckRules& rules, std::vector<Finding>& findings) {
  const Estimate* const due = FindAmount(values, LedgerMeasure::kAssessed);
  const Estimate* const collected = FindAmount(values, LedgerMeasure::kCollected);
  const Estimate* const owed = FindAmount(values, LedgerMeasure::kOutstanding);
  if (due == nullptr || collected == nullptr || owed == nullptr) return;
  if (!scene.second.day.has_value() || scene.second.span != AsOf::Span::kToDate) return;
  std::set<Doubt> doubts = DoubtsOfTime(*due, *collected, rules);
  doubts.merge(DoubtsOfTime(*due, *owed, rules));
  const Estimate sum = Widened(Sum({collected, owed}, *due, Derivation::kCollectedPlusOwed),
                               rules.due_tolerance(scene.second.day->month()));
  // Debts of earlier years are owed and not due this year.
  if (sum.reading.widest.IsAbove(due->reading.widest)) doubts.insert(Doubt::kHeuristic);
  const auto [plan, fits] = FindPlan(estimates, *due, *collected);
  if (fits) doubts.insert(Doubt::kOtherBase);
  Finding finding = CompareEqual(Relation::kAmountDue, *due, sum, std::move(doubts));
  finding.heuristic = true;
  if (plan != nullptr && finding.verdict != Verdict::kConsistent) finding.also = *plan;
  findings.push_back(std::move(finding));
}

void ComparePerHead(const Scene& scene, const Values& values, const CheckRules& rules,
                    std::vector<Finding>& findings) {
  const Estimate* const collected = FindAmount(values, LedgerMeasure::kCollected);
  const Estimate* people = nullptr;
  for (const auto& [key, estimate] : values) {
    // People of whom every one pays: the indicator of both social schemes.
    if (PartsOf(*estimate->subject.indicator, rules.catalogue()).size() == 2) people = estimate;
  }
  if (collected == nullptr || people == nullptr) return;
  if (collected->from_change || people->from_change) return;
  if (!scene.second.day.has_value() || scene.second.span != AsOf::Span::kToDate) return;
  const Month month = scene.second.day->month();
  Estimate per_head = *collected;
  per_head.derivation = Derivation::kAmountPerHead;
  per_head.figures = Union(per_head.figures, people->figures);
  per_head.doubts.insert(people->doubts.begin(), people->doubts.end());
  per_head.reading = OnBoth(
      [&](const Interval& amount, const Interval& count) {
        return Interval::Quotient(Interval::Quotient(amount, count),
                                  Interval::Point(month.month_of_year()));
      },
      collected->reading, people->reading);
  Estimate limit = per_head;
  limit.derivation = Derivation::kLimit;
  limit.figures.clear();
  const Interval usual =
      Interval::Closed(rules.least_per_head_vnd(month), rules.most_per_head_vnd(month));
  limit.reading = {usual, usual};
  Finding finding = CompareEqual(Relation::kAmountPerHead, per_head, limit, {Doubt::kHeuristic});
  finding.heuristic = true;
  // That somebody could have paid it proves nothing worth telling.
  if (finding.verdict != Verdict::kConsistent) findings.push_back(std::move(finding));
}

void CompareChanges(const Estimates& estimates, std::vector<Finding>& findings) {
  for (const Estimate& each : estimates.all()) {
    if (!each.from_change || !Interval::Point(0).IsAbove(each.reading.usual)) continue;
    Estimate limit = each;
    limit.derivation = Derivation::kLimit;
    limit.figures.clear();
    limit.doubts.clear();
    limit.reading = {Interval::AtLeast(0), Interval::AtLeast(0)};
    findings.push_back(CompareEqual(Relation::kPossibleChange, each, limit, {}));
  }
}

}  // namespace

void CompareRelated(const Estimates& estimates, const CheckRules& rules,
                    std::vector<Finding>& findings) {
  for (const auto& [scene, values] : Scenes(estimates)) {
    CompareSums(values, rules, findings);
    CompareAmountSums(values, rules, findings);
    CompareParts(scene, values, rules, findings);
    CompareDue(scene, values, estimates, rules, findings);
    ComparePerHead(scene, values, rules, findings);
  }
  CompareChanges(estimates, findings);
}

}  // namespace baophu::target
