#include "services/target/period_report/period_message_service.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/money/percent.h"
#include "common/text/view.h"
#include "services/target/area_table/area_month_name.h"
#include "services/target/coverage_report/report_message_service.h"
#include "services/target/period_report/period_links.h"

namespace baophu::target {
namespace {

constexpr char kSchemePrefix[] = "SCHEME_";

template <typename Message>
void AddLink(Message& message, const char* measure, const std::string& of,
             const std::string& path) {
  v1::FigureLink* link = message.add_links();
  link->set_measure(measure);
  link->set_of(of);
  link->set_path(path);
}

const Denominator* DenominatorOf(const ReportInput& input, std::string_view base, Month month) {
  const Denominator* newest = nullptr;
  for (const Denominator& row : input.denominators) {
    if (row.base == base && row.valid_from <= month &&
        (newest == nullptr || newest->valid_from < row.valid_from)) {
      newest = &row;
    }
  }
  return newest;
}

// Writes one report.
class PeriodWriter {
 public:
  PeriodWriter(const PeriodFigures& figures, const IndicatorCatalogue& catalogue,
               const PaceService& paces, v1::PeriodReport& report)
      : figures_(figures),
        catalogue_(catalogue),
        paces_(paces),
        report_(report),
        last_(figures.period.last),
        before_(figures.period.first - 1) {}

  void Write() {
    const ReportInput& own = InputOf(figures_.area);
    report_.set_area_display_name(figures_.figures.areas->Find(figures_.area, last_)->name);
    report_.set_first_month(figures_.period.first.ToString());
    report_.set_last_month(last_.ToString());
    report_.set_in_progress(figures_.in_progress);
    const v1::CoverageReport coverage = ReportOf(figures_.area);
    for (const v1::IndicatorValue& value : coverage.indicators()) {
      AddIndicator(own, value);
    }
    for (int scheme = type::v1::SCHEME_SOCIAL_COMPULSORY; scheme <= type::v1::SCHEME_ANY;
         ++scheme) {
      AddScheme(own, static_cast<type::v1::Scheme>(scheme));
    }
    if (!figures_.areas_below.empty()) AddRankings(coverage);
  }

 private:
  const ReportInput& InputOf(AreaCode area) const { return figures_.figures.inputs.at(area); }

  v1::CoverageReport ReportOf(AreaCode area) const {
    v1::CoverageReport report;
    ToMessage(ReportHead{area, last_, "", {}, "", {}}, MakeReport(InputOf(area), catalogue_),
              report);
    return report;
  }

  // What an indicator's value is compared with: of what runs from 1 January nothing in
  // a period that begins there.
  std::optional<int64_t> PriorOf(const ReportInput& input, const Indicator& indicator) const {
    if (indicator.period == Period::kYearToDate && before_.year() != last_.year()) return 0;
    return ValueOf(input, catalogue_, indicator, before_);
  }

  void AddIndicator(const ReportInput& input, const v1::IndicatorValue& value) {
    const Indicator& indicator = *catalogue_.FindIndicator(value.indicator());
    v1::PeriodIndicator& out = *report_.add_indicators();
    *out.mutable_figures() = value;
    out.set_display_name_vi(indicator.name_vi);
    out.set_display_name_en(indicator.name_en);
    out.set_unit(UnitText(indicator.unit));
    out.set_period(PeriodText(indicator.period));
    if (const std::optional<int64_t> prior = PriorOf(input, indicator); prior.has_value()) {
      const bool from_nothing =
          indicator.period == Period::kYearToDate && before_.year() != last_.year();
      v1::PeriodChange& change = *out.mutable_change();
      if (!from_nothing) change.set_prior_month(before_.ToString());
      change.set_prior(*prior);
      change.set_delta(value.value() - *prior);
      if (!from_nothing) {
        change.set_reaggregated(input.reaggregated.contains(before_));
        change.set_remainder(RemainderOf(input, indicator, before_));
      }
      if (*prior > 0) change.set_percent(PercentText({change.delta(), *prior}));
    }
    for (Month month = last_.January(); month <= last_; month = month + 1) {
      const std::optional<int64_t> at_end = ValueOf(input, catalogue_, indicator, month);
      if (!at_end.has_value()) continue;
      v1::MonthValue& each = *out.add_months();
      each.set_month(month.ToString());
      each.set_value(*at_end);
      each.set_remainder(RemainderOf(input, indicator, month));
      each.set_path(CoverageReportPath(figures_.area, month));
    }
    std::string pace_path;
    if (value.has_plan()) pace_path = AddPace(indicator, out);
    AddLinks(input, indicator, out);
    if (!pace_path.empty()) AddLink(out, "PACE", "", pace_path);
  }

  // Milestones as they were given for the plan, else even by month; returns where they
  // are explained, nothing where there are none.
  std::string AddPace(const Indicator& indicator, v1::PeriodIndicator& out) {
    for (const v1::PaceMethod method : {v1::PACE_METHOD_GIVEN, v1::PACE_METHOD_EVEN}) {
      v1::PacePlan plan;
      plan.set_indicator(indicator.code);
      plan.set_method(method);
      absl::StatusOr<v1::Pace> pace = paces_.Tell(figures_.figures, {figures_.area, last_}, plan);
      if (!pace.ok()) continue;
      pace->clear_weeks();
      *out.mutable_pace() = *std::move(pace);
      return PacePath(figures_.area, last_, indicator.code, v1::PaceMethod_Name(method));
    }
    return "";
  }

  void AddLinks(const ReportInput& input, const Indicator& indicator, v1::PeriodIndicator& out) {
    const AreaCode area = figures_.area;
    const bool ledger = indicator.measure.source == Measure::Source::kLedger;
    AddLink(out, "VALUE", "", CoverageReportPath(area, last_));
    AddLink(out, "COUNT", "", ledger ? LedgerTotalsPath(area, last_) : CoveragePath(area, last_));
    if (out.has_change() && !out.change().prior_month().empty()) {
      AddLink(out, "PRIOR", "", CoverageReportPath(area, before_));
    }
    for (const PlanVersion* plan : ValidPlans(input, catalogue_, indicator.code, last_)) {
      std::string of = plan->assigner;
      if (plan->kind != PlanKind::kAssigned) {
        absl::StrAppend(&of, " ", View(PlanKindText(plan->kind)));
      }
      if (!plan->base.empty()) absl::StrAppend(&of, " ", plan->base);
      AddLink(out, "PLAN", of, PlanPath(plan->plan_id));
    }
    for (const v1::BaseComparison& base : out.figures().bases()) {
      AddLink(out, "BASE", base.base(), BasePath(input, *catalogue_.FindBase(base.base())));
    }
    // Arrears by age are told of days that have come.
    if (figures_.in_progress || !ledger) return;
    if (indicator.measure.ledger == LedgerMeasure::kOutstanding) {
      AddLink(out, "AGEING", "", AgeingPath(area, last_));
    } else if (indicator.measure.ledger == LedgerMeasure::kEmployersInArrears) {
      AddLink(out, "LATE_EMPLOYERS", "", LateEmployersPath(area, last_));
    }
  }

  std::string BasePath(const ReportInput& input, const Base& base) const {
    switch (base.source) {
      case Base::Source::kDenominator:
        if (const Denominator* row = DenominatorOf(input, base.code, last_); row != nullptr) {
          return DenominatorPath(row->denominator_id);
        }
        break;
      case Base::Source::kNationalPlan:
        for (const PlanVersion* plan : ValidPlans(input, catalogue_, base.plan_indicator, last_)) {
          if (plan->kind == PlanKind::kAssigned &&
              catalogue_.FindAssigner(plan->assigner)->national) {
            return PlanPath(plan->plan_id);
          }
        }
        break;
      case Base::Source::kLedger:
        return LedgerTotalsPath(figures_.area, last_);
    }
    return CoverageReportPath(figures_.area, last_);
  }

  // People of a scheme by category, of a month of an input; null without data.
  static const CoverageFigures* CoverageOf(const ReportInput& input, Month month) {
    const auto found = input.coverage.find(month);
    return found == input.coverage.end() ? nullptr : &found->second;
  }

  static int64_t PeopleOf(const CoverageFigures& figures, const std::string& scheme,
                          const std::string& category) {
    const auto found = figures.people.find({scheme, category});
    return found == figures.people.end() ? 0 : found->second;
  }

  static int64_t PeopleOf(const CoverageFigures& figures, const std::string& scheme) {
    int64_t people = 0;
    for (const auto& [key, count] : figures.people) people += key.first == scheme ? count : 0;
    return people;
  }

  void AddScheme(const ReportInput& input, type::v1::Scheme scheme) {
    const CoverageFigures* now = CoverageOf(input, last_);
    if (now == nullptr) return;
    const CoverageFigures* before = CoverageOf(input, before_);
    const std::string code = type::v1::Scheme_Name(scheme).substr(std::size(kSchemePrefix) - 1);
    v1::SchemePeriod& out = *report_.add_schemes();
    out.set_scheme(scheme);
    out.set_people(PeopleOf(*now, code));
    if (before != nullptr) out.set_prior_people(PeopleOf(*before, code));
    out.set_flows_from_month(figures_.flows_from.ToString());
    std::vector<int64_t> parts;
    for (const CategoryName& category : catalogue_.categories()) {
      if (category.scheme != code) continue;
      v1::CategoryPeriod& each = *out.add_categories();
      each.set_category(category.code);
      each.set_display_name_vi(category.name_vi);
      each.set_display_name_en(category.name_en);
      each.set_people(PeopleOf(*now, code, category.code));
      if (before != nullptr) each.set_prior_people(PeopleOf(*before, code, category.code));
      parts.push_back(each.people());
    }
    const std::vector<std::string> shares = SharesOf(parts);
    for (size_t i = 0; i < shares.size(); ++i) {
      out.mutable_categories(static_cast<int>(i))->set_share_percent(shares[i]);
    }
    AddFlowsOf(scheme, out);
    AddLink(out, "CATEGORIES", "", CoveragePath(figures_.area, last_));
    if (before != nullptr) AddLink(out, "PRIOR", "", CoveragePath(figures_.area, before_));
    AddLink(out, "FLOWS", "", CoverageFlowsPath(figures_.area, figures_.flows_from, last_));
  }

  void AddFlowsOf(type::v1::Scheme scheme, v1::SchemePeriod& out) const {
    using Key = std::tuple<std::string, std::string, std::string>;
    std::map<std::string, v1::CategoryPeriod*> by_category;
    for (v1::CategoryPeriod& category : *out.mutable_categories()) {
      by_category[category.category()] = &category;
    }
    std::map<Key, int64_t> people;
    for (const participant::v1::CoverageFlow& flow : figures_.flows.flows()) {
      if (flow.scheme() != scheme) continue;
      const Key key(flow.flow(), flow.kind(), flow.reason());
      people[key] += flow.people();
      const auto found = by_category.find(flow.category());
      v1::CategoryPeriod* category = found == by_category.end() ? nullptr : found->second;
      if (flow.flow() == "JOINED") {
        out.set_joined(out.joined() + flow.people());
        if (category != nullptr) category->set_joined(category->joined() + flow.people());
      } else if (flow.flow() == "LEFT") {
        out.set_left(out.left() + flow.people());
        if (category != nullptr) category->set_left(category->left() + flow.people());
      } else if (flow.flow() == "MOVED_IN") {
        out.set_moved_in(out.moved_in() + flow.people());
      } else {
        out.set_moved_out(out.moved_out() + flow.people());
      }
    }
    // JOINED, LEFT, MOVED_IN and MOVED_OUT are in the order of the alphabet.
    std::vector<std::pair<Key, int64_t>> order(people.begin(), people.end());
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      return std::tie(std::get<0>(a.first), b.second) < std::tie(std::get<0>(b.first), a.second);
    });
    for (const auto& [key, count] : order) {
      v1::FlowPeriod& each = *out.add_flows();
      each.set_flow(std::get<0>(key));
      each.set_kind(std::get<1>(key));
      each.set_reason(std::get<2>(key));
      each.set_people(count);
      for (const participant::v1::FlowReason& reason : figures_.flows.reasons()) {
        if (reason.code() != each.reason()) continue;
        each.set_reason_display_name_vi(reason.display_name_vi());
        each.set_reason_display_name_en(reason.display_name_en());
      }
    }
  }

  // The indicators that areas are ranked by.
  std::vector<const Indicator*> RankedIndicators(const v1::CoverageReport& own) const {
    std::vector<const Indicator*> with_plan, of_people;
    for (const v1::IndicatorValue& value : own.indicators()) {
      const Indicator* indicator = catalogue_.FindIndicator(value.indicator());
      if (value.has_plan()) with_plan.push_back(indicator);
      if (indicator->unit == Unit::kPeople) of_people.push_back(indicator);
    }
    return with_plan.empty() ? of_people : with_plan;
  }

  void AddRankings(const v1::CoverageReport& own) {
    std::vector<v1::CoverageReport> reports;
    for (const AreaCode area : figures_.areas_below) reports.push_back(ReportOf(area));
    for (const Indicator* indicator : RankedIndicators(own)) AddRanking(*indicator, reports);
  }

  void AddRanking(const Indicator& indicator, const std::vector<v1::CoverageReport>& reports) {
    std::vector<RankedFigures> ranked;
    std::vector<v1::RankedArea> areas;
    for (size_t i = 0; i < reports.size(); ++i) {
      const AreaCode area = figures_.areas_below[i];
      const auto& values = reports[i].indicators();
      const auto value = std::find_if(values.begin(), values.end(), [&](const auto& each) {
        return each.indicator() == indicator.code;
      });
      if (value == values.end()) continue;
      RankedFigures figures;
      v1::RankedArea out;
      out.set_area(area.ToString());
      out.set_display_name(figures_.figures.areas->Find(area, last_)->name);
      out.set_value(value->value());
      if (value->has_plan()) {
        // Of a ratio whose base is not known, it is not known what it comes to.
        if (value->plan().value() > 0 || value->plan().base().empty()) {
          out.set_plan_value(value->plan().value());
        }
        out.set_plan_percent(value->plan().percent());
        if (value->plan().value() > 0) figures.of_plan = {value->value(), value->plan().value()};
      }
      if (value->bases_size() > 0) {
        out.set_base_percent(value->bases(0).percent());
        figures.of_base = {value->value(), value->bases(0).value()};
      }
      if (const auto prior = PriorOf(InputOf(area), indicator); prior.has_value()) {
        out.set_change(value->value() - *prior);
        figures.change = out.change();
      }
      out.set_path(CoverageReportPath(area, last_));
      ranked.push_back(figures);
      areas.push_back(std::move(out));
    }
    const Ranking ranking = Rank(ranked);
    v1::AreaRanking& out = *report_.add_rankings();
    out.set_indicator(indicator.code);
    out.set_order(RankOrderText(ranking.order));
    for (const Ranking::Place& place : ranking.places) {
      areas[place.at].set_rank(place.rank);
      *out.add_areas() = std::move(areas[place.at]);
    }
  }

  const PeriodFigures& figures_;
  const IndicatorCatalogue& catalogue_;
  const PaceService& paces_;
  v1::PeriodReport& report_;
  const Month last_;
  const Month before_;
};

}  // namespace

void ToMessage(const PeriodFigures& figures, const IndicatorCatalogue& catalogue,
               const PaceService& paces, v1::PeriodReport& report) {
  PeriodWriter(figures, catalogue, paces, report).Write();
}

}  // namespace baophu::target
