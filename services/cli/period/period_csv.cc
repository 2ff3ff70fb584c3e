#include "services/cli/period/period_csv.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/cli/csv/csv_field.h"
#include "services/cli/period/field_work_figures.h"
#include "services/cli/period/period_words.h"

namespace baophu::cli {
namespace {

using target::v1::FigureLink;
using target::v1::PeriodIndicator;
using target::v1::PeriodReport;
using target::v1::PlanComparison;
using target::v1::SchemePeriod;

// One row; what is empty stays empty.
struct CsvFigure {
  std::string_view section;
  std::string code;
  std::string name;
  std::string_view measure;
  std::string of;
  std::string against;
  int64_t value = 0;
  std::string_view unit;
  std::string percent;
  int32_t rank = 0;
  std::string path;
};

class CsvWriter {
 public:
  CsvWriter(const PeriodReport& report, Language language, const std::string& link_base)
      : report_(report), language_(language), link_base_(link_base) {}

  std::string Write() {
    text_ = "section,code,name,measure,of,against,value,unit,percent,rank,link\n";
    for (const PeriodIndicator& indicator : report_.indicators()) Indicator(indicator);
    for (const PeriodIndicator& indicator : report_.indicators()) Months(indicator);
    for (const SchemePeriod& scheme : report_.schemes()) Categories(scheme);
    for (const SchemePeriod& scheme : report_.schemes()) Flows(scheme);
    for (const target::v1::AreaRanking& ranking : report_.rankings()) Ranking(ranking);
    for (const FieldWorkFigure& figure : FieldWorkFigures(report_.field_work(), language_)) {
      FieldWork(figure);
    }
    return std::move(text_);
  }

 private:
  void Add(const CsvFigure& row) {
    absl::StrAppend(&text_, CsvText(row.section), ",", CsvText(row.code), ",", CsvText(row.name),
                    ",", CsvText(row.measure), ",", CsvText(row.of), ",", CsvText(row.against), ",",
                    row.value, ",", CsvText(row.unit), ",", CsvField(row.percent), ",");
    if (row.rank > 0) absl::StrAppend(&text_, row.rank);
    absl::StrAppend(&text_, ",", row.path.empty() ? "" : CsvText(link_base_ + row.path), "\n");
  }

  template <typename Links>
  static std::string PathOf(const Links& links, std::string_view measure,
                            std::string_view of = "") {
    for (const FigureLink& link : links) {
      if (link.measure() == measure && link.of() == of) return link.path();
    }
    return "";
  }

  CsvFigure RowOf(const PeriodIndicator& indicator, std::string_view section,
                  std::string_view measure) const {
    CsvFigure row;
    row.section = section;
    row.code = indicator.figures().indicator();
    row.name = Say(language_, indicator.display_name_vi(), indicator.display_name_en());
    row.measure = measure;
    row.unit = indicator.unit();
    row.path = PathOf(indicator.links(), "VALUE");
    return row;
  }

  void Plan(const PeriodIndicator& indicator, const PlanComparison& plan) {
    CsvFigure row = RowOf(indicator, "INDICATOR", "PLAN");
    row.of = PlanKey(plan);
    row.path = PathOf(indicator.links(), "PLAN", row.of);
    row.value = plan.value();
    row.percent = plan.percent();
    Add(row);
    row.measure = "PLAN_REMAINING";
    row.value = plan.remaining();
    row.percent.clear();
    Add(row);
  }

  void Indicator(const PeriodIndicator& indicator) {
    const auto& figures = indicator.figures();
    CsvFigure row = RowOf(indicator, "INDICATOR", "VALUE");
    row.value = figures.value();
    Add(row);
    if (indicator.has_change()) {
      row.measure = "PERIOD_CHANGE";
      row.against = indicator.change().prior_month();
      row.value = indicator.change().delta();
      row.percent = indicator.change().percent();
      Add(row);
    }
    for (const auto& change : figures.changes()) {
      CsvFigure against = RowOf(indicator, "INDICATOR", "CHANGE");
      against.against = change.against();
      against.value = change.delta();
      Add(against);
      against.measure = "PRIOR";
      against.value = change.prior();
      Add(against);
    }
    if (figures.has_plan()) Plan(indicator, figures.plan());
    for (const PlanComparison& plan : figures.other_plans()) Plan(indicator, plan);
    for (const auto& base : figures.bases()) {
      CsvFigure of = RowOf(indicator, "INDICATOR", "BASE");
      of.of = base.base();
      of.value = base.value();
      of.percent = base.percent();
      of.path = PathOf(indicator.links(), "BASE", base.base());
      Add(of);
    }
    if (!indicator.has_pace()) return;
    CsvFigure pace = RowOf(indicator, "INDICATOR", "MILESTONE");
    pace.value = indicator.pace().milestone();
    pace.percent = indicator.pace().percent_of_milestone();
    pace.path = PathOf(indicator.links(), "PACE");
    Add(pace);
    pace.measure = "NEEDED_PER_MONTH";
    pace.value = indicator.pace().needed_per_month();
    pace.percent.clear();
    Add(pace);
  }

  void Months(const PeriodIndicator& indicator) {
    for (const target::v1::MonthValue& month : indicator.months()) {
      CsvFigure row = RowOf(indicator, "MONTH", "VALUE");
      row.against = month.month();
      row.value = month.value();
      row.path = month.path();
      Add(row);
    }
  }

  static std::string CodeOf(const SchemePeriod& scheme) {
    constexpr std::string_view kPrefix = "SCHEME_";
    return type::v1::Scheme_Name(scheme.scheme()).substr(kPrefix.size());
  }

  void Categories(const SchemePeriod& scheme) {
    for (const target::v1::CategoryPeriod& category : scheme.categories()) {
      CsvFigure row;
      row.section = "CATEGORY";
      row.code = CodeOf(scheme);
      row.of = category.category();
      row.name = Say(language_, category.display_name_vi(), category.display_name_en());
      row.unit = "PEOPLE";
      row.measure = "VALUE";
      row.value = category.people();
      row.percent = category.share_percent();
      row.path = PathOf(scheme.links(), "CATEGORIES");
      Add(row);
      row.percent.clear();
      if (category.has_prior_people()) {
        row.measure = "PERIOD_CHANGE";
        row.value = category.people() - category.prior_people();
        Add(row);
      }
      row.path = PathOf(scheme.links(), "FLOWS");
      row.measure = "JOINED";
      row.value = category.joined();
      Add(row);
      row.measure = "LEFT";
      row.value = category.left();
      Add(row);
    }
  }

  void Flows(const SchemePeriod& scheme) {
    for (const target::v1::FlowPeriod& flow : scheme.flows()) {
      CsvFigure row;
      row.section = "FLOW";
      row.code = CodeOf(scheme);
      row.name = FlowText(flow, language_);
      row.measure = flow.flow();
      row.of = flow.kind();
      row.against = flow.reason();
      row.value = flow.people();
      row.unit = "PEOPLE";
      row.path = PathOf(scheme.links(), "FLOWS");
      Add(row);
    }
  }

  void Ranking(const target::v1::AreaRanking& ranking) {
    for (const target::v1::RankedArea& area : ranking.areas()) {
      CsvFigure row;
      row.section = "RANKING";
      row.code = ranking.indicator();
      row.name = area.display_name();
      row.measure = ranking.order();
      row.of = area.area();
      row.value = ranking.order() == "CHANGE" ? area.change() : area.value();
      for (const PeriodIndicator& indicator : report_.indicators()) {
        if (indicator.figures().indicator() == ranking.indicator()) row.unit = indicator.unit();
      }
      row.percent = RankPercent(area, ranking.order());
      row.rank = area.rank();
      row.path = area.path();
      Add(row);
    }
  }

  void FieldWork(const FieldWorkFigure& figure) {
    CsvFigure row;
    row.section = "FIELD_WORK";
    row.code = figure.work;
    row.name = absl::StrCat(figure.work_name, ": ", figure.measure_name);
    row.measure = figure.measure;
    row.of = figure.of;
    row.value = figure.value;
    row.unit = figure.unit;
    row.percent = figure.percent;
    row.path = figure.path;
    Add(row);
    if (!figure.whole.has_value()) return;
    row.measure = figure.measure + "_WHOLE";
    row.value = *figure.whole;
    row.percent.clear();
    Add(row);
  }

  const PeriodReport& report_;
  const Language language_;
  const std::string& link_base_;
  std::string text_;
};

}  // namespace

std::string PeriodCsv(const PeriodReport& report, Language language, const std::string& link_base) {
  return CsvWriter(report, language, link_base).Write();
}

}  // namespace baophu::cli
