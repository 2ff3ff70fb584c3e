#include "services/target/coverage_report/report_rules.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "common/money/percent.h"

namespace baophu::target {
namespace {

constexpr int64_t kPpm = 1'000'000;

// Whether figures of these periods may be set against each other.
bool Comparable(Period period, Month earlier, Month month) {
  return period == Period::kStock || earlier.year() == month.year() ||
         earlier.month_of_year() == month.month_of_year();
}

int64_t LedgerValue(const LedgerFigures& figures, LedgerMeasure measure) {
  switch (measure) {
    case LedgerMeasure::kCollected:
      return figures.collected_vnd;
    case LedgerMeasure::kAssessed:
      return figures.assessed_vnd;
    case LedgerMeasure::kOutstanding:
      return figures.outstanding_vnd;
    case LedgerMeasure::kEmployersInArrears:
      return figures.employers_in_arrears;
  }
  return 0;
}

int64_t People(const CoverageFigures& figures, const std::vector<CoverageTerm>& terms) {
  int64_t people = 0;
  for (const CoverageTerm& term : terms) {
    for (const auto& [key, count] : figures.people) {
      if (key.first == term.scheme && (term.category.empty() || key.second == term.category)) {
        people += count;
      }
    }
  }
  return people;
}

int64_t CoverageValue(const CoverageFigures& figures, const Measure& measure) {
  return measure.source == Measure::Source::kEmployers ? figures.employers_participating
                                                       : People(figures, measure.terms);
}

// Reads one input by the catalogue's rules.
class Reader {
 public:
  Reader(const ReportInput& input, const IndicatorCatalogue& catalogue)
      : input_(input), catalogue_(catalogue) {}

  // An indicator's value in a month; nothing without data.
  std::optional<int64_t> Value(const Measure& measure, Month month) const {
    if (measure.source == Measure::Source::kLedger) return Ledger(measure.ledger, month);
    const auto figures = input_.coverage.find(month);
    if (figures == input_.coverage.end()) return std::nullopt;
    return CoverageValue(figures->second, measure);
  }

  bool IsReaggregated(Month month) const { return input_.reaggregated.contains(month); }

  int64_t Remainder(const Indicator& indicator, Month month) const {
    return RemainderOf(input_, indicator, month);
  }

  struct BaseValue {
    int64_t value = 0;  // Above zero.
    std::string source;
  };

  // A base as it was in a month; nothing when there is none, or zero of it.
  std::optional<BaseValue> FindBase(const Base& base, Month month) const {
    if (const auto sums = input_.reaggregated.find(month); sums != input_.reaggregated.end()) {
      return FindBase(base, month, sums->second);
    }
    BaseValue found;
    switch (base.source) {
      case Base::Source::kDenominator: {
        const Denominator* row = NewestDenominator(base.code, month);
        if (row == nullptr) return std::nullopt;
        found = {row->value, row->source};
        break;
      }
      case Base::Source::kNationalPlan: {
        const PlanVersion* plan = NationalPlan(base.plan_indicator, month);
        if (plan == nullptr) return std::nullopt;
        found = {plan->value, absl::StrCat(plan->assigner, " ", plan->decision)};
        break;
      }
      case Base::Source::kLedger: {
        const std::optional<int64_t> value = Ledger(base.ledger, month);
        if (!value.has_value()) return std::nullopt;
        found = {*value, "LEDGER"};
        break;
      }
    }
    if (found.value <= 0) return std::nullopt;
    return found;
  }

  // As the free function.
  std::vector<const PlanVersion*> ValidPlans(const std::string& indicator, Month month) const {
    std::map<std::tuple<size_t, PlanKind, std::string>, const PlanVersion*> newest;
    for (const PlanVersion& plan : input_.plans) {
      if (plan.indicator != indicator || !plan.holder.empty() || plan.year != month.year() ||
          month < plan.valid_from) {
        continue;
      }
      const Assigner* assigner = catalogue_.FindAssigner(plan.assigner);
      if (assigner == nullptr) continue;
      const auto rank = static_cast<size_t>(assigner - catalogue_.assigners().data());
      const PlanVersion*& known = newest[{rank, plan.kind, plan.base}];
      if (known == nullptr || known->valid_from < plan.valid_from) known = &plan;
    }
    std::vector<const PlanVersion*> plans;
    for (const auto& [key, plan] : newest) plans.push_back(plan);
    return plans;
  }

  // What a plan comes to: its value, or its share of `base_value`, which is told.
  std::optional<int64_t> PlanValue(const PlanVersion& plan, Month month,
                                   int64_t& base_value) const {
    if (plan.base.empty()) return plan.value;
    const std::optional<BaseValue> base = FindBase(*catalogue_.FindBase(plan.base), month);
    if (!base.has_value()) return std::nullopt;
    base_value = base->value;
    return static_cast<int64_t>((static_cast<__int128>(plan.value) * base->value + kPpm - 1) /
                                kPpm);
  }

  bool IsNational(const PlanVersion& plan) const {
    return plan.base.empty() && plan.kind == PlanKind::kAssigned &&
           catalogue_.FindAssigner(plan.assigner)->national;
  }

 private:
  std::optional<BaseValue> FindBase(const Base& base, Month month, const Reaggregated& sums) const {
    if (base.source == Base::Source::kLedger) {
      const std::optional<int64_t> value = Ledger(base.ledger, month);
      const bool known =
          value.value_or(0) > 0 && LedgerValue(sums.ledger_remainder, base.ledger) == 0;
      return known ? std::optional(BaseValue{*value, "LEDGER"}) : std::nullopt;
    }
    const auto found = sums.bases.find(base.code);
    return found != sums.bases.end() && found->second > 0
               ? std::optional(BaseValue{found->second, ""})
               : std::nullopt;
  }

  std::optional<int64_t> Ledger(LedgerMeasure measure, Month month) const {
    const auto figures = input_.ledger.find(month);
    if (figures == input_.ledger.end()) return std::nullopt;
    return LedgerValue(figures->second, measure);
  }

  const Denominator* NewestDenominator(const std::string& base, Month month) const {
    const Denominator* newest = nullptr;
    for (const Denominator& row : input_.denominators) {
      if (row.base == base && row.valid_from <= month &&
          (newest == nullptr || newest->valid_from < row.valid_from)) {
        newest = &row;
      }
    }
    return newest;
  }

  const PlanVersion* NationalPlan(const std::string& indicator, Month month) const {
    for (const PlanVersion* plan : ValidPlans(indicator, month)) {
      if (IsNational(*plan)) return plan;
    }
    return nullptr;
  }

  const ReportInput& input_;
  const IndicatorCatalogue& catalogue_;
};

PlanReport ComparePlan(const Reader& reader, const Indicator& indicator, const PlanVersion& plan,
                       int64_t value, Month month) {
  PlanReport report;
  report.plan = plan;
  report.value = reader.PlanValue(plan, month, report.base_value);
  if (!report.value.has_value()) return report;
  if (*report.value > 0) {
    report.percent = PercentText({value, *report.value}, indicator.plan_decimals);
  }
  report.remaining = *report.value - value;
  report.above_hundred = value > *report.value;
  return report;
}

std::optional<BaseReport> CompareBase(const Reader& reader, const IndicatorCatalogue& catalogue,
                                      const Indicator& indicator, const Base& base, int64_t value,
                                      Month month) {
  const std::optional<Reader::BaseValue> now = reader.FindBase(base, month);
  if (!now.has_value()) return std::nullopt;
  const Ratio ratio{value, now->value};
  BaseReport report{base.code, now->value,  PercentText(ratio, base.decimals),
                    {},        now->source, value > now->value,
                    {}};
  for (const Comparison& comparison : catalogue.comparisons()) {
    const Month earlier = comparison.EarlierThan(month);
    if (!Comparable(indicator.period, earlier, month) || !Comparable(base.period, earlier, month)) {
      continue;
    }
    const std::optional<int64_t> prior = reader.Value(indicator.measure, earlier);
    const std::optional<Reader::BaseValue> then = reader.FindBase(base, earlier);
    const bool reaggregated = reader.IsReaggregated(earlier);
    if (prior.has_value() && reaggregated && !then.has_value()) {
      report.uncompared.push_back(comparison.code);
    }
    if (!prior.has_value() || !then.has_value()) continue;
    const Ratio before{*prior, then->value};
    report.changes.push_back({comparison.code, earlier, PercentText(before, base.decimals),
                              PercentPointsText(ratio, before, base.decimals), reaggregated,
                              reader.Remainder(indicator, earlier)});
  }
  return report;
}

}  // namespace

std::vector<Month> ReportMonths(const IndicatorCatalogue& catalogue, Month month) {
  std::vector<Month> months = {month};
  for (const Comparison& comparison : catalogue.comparisons()) {
    const Month earlier = comparison.EarlierThan(month);
    if (std::find(months.begin(), months.end(), earlier) == months.end()) {
      months.push_back(earlier);
    }
  }
  return months;
}

std::optional<int64_t> ValueOf(const ReportInput& input, const IndicatorCatalogue& catalogue,
                               const Indicator& indicator, Month month) {
  return Reader(input, catalogue).Value(indicator.measure, month);
}

int64_t RemainderOf(const ReportInput& input, const Indicator& indicator, Month month) {
  const auto found = input.reaggregated.find(month);
  if (found == input.reaggregated.end()) return 0;
  return indicator.measure.source == Measure::Source::kLedger
             ? LedgerValue(found->second.ledger_remainder, indicator.measure.ledger)
             : CoverageValue(found->second.coverage_remainder, indicator.measure);
}

std::optional<int64_t> BaseValueOf(const ReportInput& input, const IndicatorCatalogue& catalogue,
                                   const Base& base, Month month) {
  const std::optional<Reader::BaseValue> found = Reader(input, catalogue).FindBase(base, month);
  return found.has_value() ? std::optional(found->value) : std::nullopt;
}

std::vector<const PlanVersion*> ValidPlans(const ReportInput& input,
                                           const IndicatorCatalogue& catalogue,
                                           const std::string& indicator, Month month) {
  return Reader(input, catalogue).ValidPlans(indicator, month);
}

std::vector<const PlanVersion*> HeldParts(const ReportInput& input, const PlanVersion& whole,
                                          PlanSplit split, Month month) {
  std::map<std::string, const PlanVersion*> newest;
  for (const PlanVersion& plan : input.plans) {
    if (plan.holder.empty() || SplitOf(plan) != split || plan.indicator != whole.indicator ||
        plan.year != whole.year || plan.assigner != whole.assigner || plan.kind != whole.kind ||
        plan.base != whole.base || month < plan.valid_from) {
      continue;
    }
    const PlanVersion*& known = newest[plan.holder];
    if (known == nullptr || known->valid_from < plan.valid_from) known = &plan;
  }
  std::vector<const PlanVersion*> parts;
  for (const auto& [holder, plan] : newest) parts.push_back(plan);
  return parts;
}

std::optional<int64_t> PlanValueOf(const ReportInput& input, const IndicatorCatalogue& catalogue,
                                   const PlanVersion& plan, Month month) {
  int64_t base_value = 0;
  return Reader(input, catalogue).PlanValue(plan, month, base_value);
}

std::vector<IndicatorReport> MakeReport(const ReportInput& input,
                                        const IndicatorCatalogue& catalogue) {
  const Reader reader(input, catalogue);
  const Month month = input.month;
  std::vector<IndicatorReport> reports;
  for (const Indicator& indicator : catalogue.indicators()) {
    const std::optional<int64_t> value = reader.Value(indicator.measure, month);
    if (!value.has_value()) continue;
    IndicatorReport report;
    report.indicator = indicator.code;
    report.value = *value;
    for (const PlanVersion* plan : reader.ValidPlans(indicator.code, month)) {
      if (reader.IsNational(*plan)) {
        report.plan = ComparePlan(reader, indicator, *plan, *value, month);
      } else {
        report.other_plans.push_back(ComparePlan(reader, indicator, *plan, *value, month));
      }
    }
    for (const std::string& code : indicator.bases) {
      std::optional<BaseReport> base =
          CompareBase(reader, catalogue, indicator, *catalogue.FindBase(code), *value, month);
      if (base.has_value()) report.bases.push_back(*std::move(base));
    }
    for (const Comparison& comparison : catalogue.comparisons()) {
      const Month earlier = comparison.EarlierThan(month);
      if (!Comparable(indicator.period, earlier, month)) continue;
      const std::optional<int64_t> prior = reader.Value(indicator.measure, earlier);
      if (!prior.has_value()) continue;
      report.changes.push_back({comparison.code, earlier, *value - *prior, *prior,
                                reader.IsReaggregated(earlier),
                                reader.Remainder(indicator, earlier)});
    }
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace baophu::target
