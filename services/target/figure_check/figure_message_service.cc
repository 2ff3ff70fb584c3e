#include "services/target/figure_check/figure_message_service.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "services/target/figure_check/explanation/explanation.h"

namespace baophu::target {
namespace {

// Beyond it not every whole number is a JSON number of its own.
constexpr double kLargestExact = 9'007'199'254'740'992;  // 2^53

// JSON numbers come as binary fractions. The shortest decimal that means the same
// fraction is the one that was written, if it had at most 15 digits.
StatedNumber ReadNumber(const google::protobuf::Value& value) {
  using Kind = StatedNumber::Kind;
  switch (value.kind_case()) {
    case google::protobuf::Value::KIND_NOT_SET:
    case google::protobuf::Value::kNullValue:
      return {};
    case google::protobuf::Value::kStringValue:
      return {Kind::kText, value.string_value()};
    case google::protobuf::Value::kNumberValue:
      break;
    default:
      return {Kind::kOther, ""};
  }
  const double number = value.number_value();
  if (!(std::fabs(number) < kLargestExact)) return {Kind::kInexact, ""};
  char digits[400];
  const auto end =
      std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed).ptr;
  return {Kind::kNumber, std::string(digits, end)};
}

void Fill(const Estimate& estimate, const std::vector<Figure>& figures, const CheckRules& rules,
          v1::ImpliedInterval& out) {
  static constexpr const char* kQuantities[] = {"VALUE", "PLAN", "BASE", "REMAINING", "RATIO"};
  const Quantity& quantity = estimate.quantity;
  out.set_quantity(kQuantities[static_cast<size_t>(quantity.kind)]);
  const Subject& subject = estimate.subject;
  if (quantity.kind != Quantity::Kind::kBase) {
    out.set_subject(subject.indicator != nullptr ? subject.key : subject.name_vi);
  }
  if (estimate.base.has_value()) {
    const RatioBase& base = *estimate.base;
    out.set_assigner(base.assigner);
    const bool stands_for_subject =
        base.kind == RatioBase::Kind::kPlan || base.kind == RatioBase::Kind::kValue;
    if (quantity.kind == Quantity::Kind::kRatio && stands_for_subject) {
      out.set_base(base.subject.key);
    } else if (!stands_for_subject) {
      out.set_base(base.code);
    }
  }
  out.set_year(quantity.year);
  const bool dated =
      quantity.kind == Quantity::Kind::kValue || quantity.kind == Quantity::Kind::kRatio;
  if (dated) out.set_as_of(quantity.as_of.ToString());
  out.set_unit(UnitCode(estimate));
  const Reading& reading = estimate.reading;
  out.set_lower(BoundText(reading.usual.lower(), estimate, false));
  out.set_upper(BoundText(reading.usual.upper(), estimate, true));
  out.set_widest_lower(BoundText(reading.widest.lower(), estimate, false));
  out.set_widest_upper(BoundText(reading.widest.upper(), estimate, true));
  out.set_derivation(DerivationText(estimate.derivation));
  for (const size_t figure : estimate.figures) out.add_figures(figures[figure].id);
  out.set_display_name_vi(QuantityText(estimate, rules.catalogue(), TextLanguage::kVietnamese));
  out.set_display_name_en(QuantityText(estimate, rules.catalogue(), TextLanguage::kEnglish));
}

void Fill(const Finding& finding, const std::vector<Figure>& figures, const CheckRules& rules,
          const std::vector<SuiteReport>& suite, const std::vector<OwnReport>& reports,
          v1::Finding& out) {
  out.set_verdict(VerdictText(finding.verdict));
  out.set_relation(RelationText(finding.relation));
  for (const size_t figure : finding.figures()) out.add_figures(figures[figure].id);
  out.set_explanation_vi(Explain(finding, figures, rules, suite, TextLanguage::kVietnamese));
  out.set_explanation_en(Explain(finding, figures, rules, suite, TextLanguage::kEnglish));
  Fill(finding.left, figures, rules, *out.add_intervals());
  Fill(finding.right, figures, rules, *out.add_intervals());
  for (const Assumption assumption : AssumptionsOf(finding)) {
    out.add_assumptions(AssumptionText(assumption));
  }
  for (const Doubt doubt : finding.doubts) out.add_doubts(DoubtText(doubt));
  out.set_heuristic(finding.heuristic);
  if (finding.relation == Relation::kOwnData) {
    out.set_report(reports[finding.suite_report].report.name);
    *out.mutable_revisions() = reports[finding.suite_report].revisions;
  }
}

SuiteReport::OfIndicator ReadIndicator(const v1::IndicatorValue& indicator) {
  SuiteReport::OfIndicator out;
  out.value = indicator.value();
  const auto add_plan = [&](const v1::PlanComparison& plan) {
    // A commitment is made beside the plan and not in its place.
    if (plan.kind() == "ASSIGNED") out.plans.push_back({plan.assigner(), plan.value()});
  };
  if (indicator.has_plan()) add_plan(indicator.plan());
  for (const v1::PlanComparison& plan : indicator.other_plans()) add_plan(plan);
  for (const v1::BaseComparison& base : indicator.bases()) out.bases[base.base()] = base.value();
  for (const v1::Change& change : indicator.changes()) {
    // A reform leaves open what the earlier figure was.
    if (change.remainder() != 0) continue;
    if (change.against() == "PREVIOUS_MONTH") {
      out.priors[Versus::kPreviousMonth] = change.prior();
    } else if (change.against() == "PREVIOUS_DECEMBER") {
      out.priors[Versus::kPreviousDecember] = change.prior();
    } else if (change.against() == "SAME_MONTH_LAST_YEAR") {
      out.priors[Versus::kSameDayLastYear] = change.prior();
    }
  }
  return out;
}

}  // namespace

std::vector<StatedFigure> ReadStated(const v1::CheckFiguresRequest& request) {
  std::vector<StatedFigure> stated;
  for (const v1::StatedFigure& figure : request.figures()) {
    StatedFigure out;
    out.id = figure.id();
    out.doc = figure.doc();
    out.as_of = figure.as_of();
    out.place = figure.place();
    out.place_code = figure.place_code();
    out.indicator = figure.indicator();
    out.scheme = figure.scheme();
    out.value = ReadNumber(figure.value());
    out.unit = figure.unit();
    out.exactness = figure.exactness();
    for (const google::protobuf::Value& bound : figure.bounds()) {
      out.bounds.push_back(ReadNumber(bound));
    }
    for (const v1::StatedRatio& ratio : figure.ratios()) {
      out.ratios.push_back({ratio.of(), ReadNumber(ratio.percent()),
                            ratio.has_decimals() ? std::optional(ratio.decimals()) : std::nullopt,
                            ratio.fraction(), ratio.exactness(), ratio.assigner(),
                            ratio.revision()});
    }
    for (const v1::StatedChange& change : figure.changes()) {
      out.changes.push_back(
          {change.vs(), ReadNumber(change.delta()), ReadNumber(change.percent()),
           change.has_decimals() ? std::optional(change.decimals()) : std::nullopt, change.unit(),
           change.exactness()});
    }
    // Protobuf reads "bounds": null as a list of one null.
    if (out.bounds.size() == 1 && !out.bounds.front().stated()) out.bounds.clear();
    out.note = figure.note();
    out.assigner = figure.assigner();
    out.revision = figure.revision();
    stated.push_back(std::move(out));
  }
  return stated;
}

OwnReport ReadOwnReport(const v1::CoverageReport& report, Month month) {
  OwnReport out;
  out.report.name = report.name();
  out.report.month = month;
  out.report.sample_scale = report.sample_scale();
  for (const v1::IndicatorValue& indicator : report.indicators()) {
    out.report.indicators[indicator.indicator()] = ReadIndicator(indicator);
  }
  out.revisions = report.revisions();
  return out;
}

void FillCheck(const FigureCheck& check, const std::vector<Figure>& figures,
               const CheckRules& rules, const std::vector<OwnReport>& reports,
               v1::CheckFiguresResponse& response) {
  std::vector<SuiteReport> suite;
  for (const OwnReport& each : reports) {
    suite.push_back(each.report);
    v1::OwnReport& out = *response.add_own_reports();
    out.set_name(each.report.name);
    *out.mutable_revisions() = each.revisions;
    out.set_indicator_count(static_cast<int32_t>(each.report.indicators.size()));
    out.set_sample_scale(each.report.sample_scale);
  }
  const auto finding_count = static_cast<int>(check.findings.size());
  for (int i = 0; i < std::min(finding_count, kMaxFindings); ++i) {
    Fill(check.findings[static_cast<size_t>(i)], figures, rules, suite, reports,
         *response.add_findings());
  }
  response.set_omitted_finding_count(std::max(0, finding_count - kMaxFindings));
  const auto implied_count = static_cast<int>(check.implied.size());
  for (int i = 0; i < std::min(implied_count, kMaxImplied); ++i) {
    Fill(check.implied[static_cast<size_t>(i)], figures, rules, *response.add_implied());
  }
  response.set_omitted_implied_count(std::max(0, implied_count - kMaxImplied));
  for (const size_t figure : check.alone) response.add_unchecked_figures(figures[figure].id);
}

}  // namespace baophu::target
