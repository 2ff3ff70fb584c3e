#include "services/target/figure_check/rules/figure_check.h"

#include <algorithm>
#include <set>
#include <utility>

#include "services/target/figure_check/rules/comparisons.h"
#include "services/target/figure_check/rules/relations.h"
#include "services/target/figure_check/rules/remaining.h"

namespace baophu::target {
namespace {

// A figure without any place is taken to be of the area that is asked about.
bool IsOf(const Figure& figure, const std::string& area_code) {
  return figure.place_code == area_code || (figure.place_code.empty() && figure.place_name.empty());
}

int Rank(const Finding& finding) {
  switch (finding.verdict) {
    case Verdict::kInconsistent:
      return 0;
    case Verdict::kUndetermined:
      return 1;
    case Verdict::kConsistent:
      break;
  }
  return 2;
}

// What the suite says of the quantity that an estimate of month `report.month` is of.
std::vector<Estimate> SuiteSays(const SuiteReport& report, const Estimate& stated) {
  std::vector<Estimate> says;
  const auto add = [&](int64_t value, const std::string& assigner) {
    Estimate own = stated;
    own.reading = Reading::Point(value);
    own.figures.clear();
    own.derivation = Derivation::kSuite;
    own.doubts.clear();
    own.revised = false;
    if (own.base.has_value()) own.base->assigner = assigner;
    says.push_back(std::move(own));
  };
  const auto found = report.indicators.find(stated.quantity.subject);
  switch (stated.quantity.kind) {
    case Quantity::Kind::kValue:
      if (found == report.indicators.end()) break;
      if (stated.quantity.as_of.month() == report.month) {
        add(found->second.value, "");
      } else {
        for (const auto& [versus, prior] : found->second.priors) {
          const AsOf now{report.month.year(), Day::LastOf(report.month), AsOf::Span::kToDate, ""};
          if (Earlier(now, versus) == stated.quantity.as_of) {
            add(prior, "");
            break;
          }
        }
      }
      break;
    case Quantity::Kind::kPlan:
      if (found == report.indicators.end()) break;
      for (const SuiteReport::Plan& plan : found->second.plans) add(plan.value, plan.assigner);
      break;
    case Quantity::Kind::kBase:
      for (const auto& [code, indicator] : report.indicators) {
        const auto base = indicator.bases.find(stated.quantity.base);
        if (base == indicator.bases.end()) continue;
        add(base->second, "");
        break;
      }
      break;
    default:
      break;
  }
  return says;
}

void CompareWithReport(const std::vector<Figure>& figures, const Estimates& estimates,
                       const std::string& area_code, const std::vector<SuiteReport>& reports,
                       size_t place, std::vector<Finding>& findings) {
  const SuiteReport& report = reports[place];
  for (const Estimate& stated : estimates.all()) {
    const bool of_report = stated.as_of.month() == report.month &&
                           stated.quantity.as_of.span == AsOf::Span::kToDate &&
                           std::all_of(stated.figures.begin(), stated.figures.end(),
                                       [&](size_t i) { return IsOf(figures[i], area_code); });
    if (!of_report) continue;
    const std::vector<Estimate> says = SuiteSays(report, stated);
    for (const Estimate& own : says) {
      if (!MayBeSameAssigner(stated, own)) continue;
      std::set<Doubt> doubts;
      if (!report.sample_scale.empty()) doubts.insert(Doubt::kSample);
      // An unnamed assigner's plan need not be this one's, if it is another's.
      const bool unnamed = stated.base.has_value() && stated.base->assigner.empty();
      const bool fits_another = std::any_of(says.begin(), says.end(), [&](const Estimate& other) {
        return &other != &own && stated.reading.usual.Meets(other.reading.usual);
      });
      if (unnamed && fits_another) doubts.insert(Doubt::kOtherAssigner);
      Finding finding = CompareEqual(Relation::kOwnData, stated, own, std::move(doubts));
      finding.suite_report = place;
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace

std::vector<Month> MonthsToCompare(const std::vector<Figure>& figures,
                                   const std::string& area_code) {
  std::set<Month> months;
  for (const Figure& figure : figures) {
    const std::optional<Month> month = figure.as_of.month();
    const bool catalogued = figure.subject.total() || figure.kind == Figure::Kind::kDenominator;
    if (month.has_value() && catalogued && IsOf(figure, area_code)) months.insert(*month);
  }
  return {months.begin(), months.end()};
}

FigureCheck CheckFigures(const std::vector<Figure>& figures, const CheckRules& rules,
                         const std::string& area_code, const std::vector<SuiteReport>& reports) {
  const Estimates estimates = EstimateAll(figures);
  FigureCheck check;
  CompareRepeated(estimates, rules, check.findings);
  CompareRemaining(figures, estimates, rules, check.findings);
  CompareRelated(estimates, rules, check.findings);
  for (size_t i = 0; i < reports.size(); ++i) {
    CompareWithReport(figures, estimates, area_code, reports, i, check.findings);
  }
  std::stable_sort(check.findings.begin(), check.findings.end(),
                   [](const Finding& a, const Finding& b) { return Rank(a) < Rank(b); });

  std::vector<bool> compared(figures.size(), false);
  for (const Finding& finding : check.findings) {
    for (const size_t figure : finding.figures()) compared[figure] = true;
  }
  for (size_t i = 0; i < figures.size(); ++i) {
    if (!compared[i]) check.alone.push_back(i);
  }
  for (const Estimate& estimate : estimates.all()) {
    if (estimate.derivation != Derivation::kStated) check.implied.push_back(estimate);
  }
  return check;
}

}  // namespace baophu::target
