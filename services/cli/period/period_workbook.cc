#include "services/cli/period/period_workbook.h"

#include <xlsxwriter.h>

#include <map>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/try.h"
#include "services/cli/period/field_work_figures.h"
#include "services/cli/period/period_words.h"
#include "services/cli/workbook/sheet_writer.h"

namespace baophu::cli {
namespace {

using target::v1::FigureLink;
using target::v1::PeriodIndicator;
using target::v1::PeriodReport;
using target::v1::SchemePeriod;

class PeriodWorkbook {
 public:
  PeriodWorkbook(const PeriodReport& report, Language language, const std::string& link_base,
                 lxw_workbook* workbook)
      : report_(report),
        language_(language),
        link_base_(link_base),
        workbook_(workbook),
        formats_(workbook) {}

  lxw_error Write() {
    Summary();
    Categories();
    Flows();
    Months();
    Rankings();
    FieldWork();
    return error_;
  }

 private:
  std::string Say(std::string_view vietnamese, std::string_view english) const {
    return cli::Say(language_, vietnamese, english);
  }
  SheetWriter Sheet(const std::string& name) {
    return SheetWriter(workbook_, formats_, name.c_str(), true, error_);
  }
  static void Headings(SheetWriter& sheet, lxw_row_t row, const std::vector<std::string>& texts) {
    for (size_t i = 0; i < texts.size(); ++i) {
      sheet.Heading(row, static_cast<lxw_col_t>(i), texts[i]);
    }
  }
  template <typename Links>
  void Link(SheetWriter& sheet, lxw_row_t row, lxw_col_t column, const Links& links,
            std::string_view measure, std::string_view of = "") const {
    for (const FigureLink& link : links) {
      if (link.measure() == measure && link.of() == of) Link(sheet, row, column, link.path());
    }
  }
  void Link(SheetWriter& sheet, lxw_row_t row, lxw_col_t column, const std::string& path) const {
    sheet.Link(row, column, link_base_ + path, path);
  }
  std::string IndicatorTitle(const PeriodIndicator& indicator) const {
    return IndicatorName(indicator.figures().indicator(), language_);
  }

  void Summary() {
    SheetWriter sheet = Sheet(Say("Tổng hợp", "Summary"));
    sheet.Title(Say("Kết quả tham gia và đóng BHXH, BHYT, BHTN",
                    "Coverage and contributions: social, health and unemployment insurance"));
    lxw_row_t row = 1;
    sheet.Text(
        row++, 0,
        absl::StrCat(report_.area_display_name(), ", ", PeriodText(PeriodId(report_), language_)));
    if (!report_.sample_scale().empty()) {
      sheet.Text(row++, 0, SampleText(report_.sample_scale(), language_));
    }
    if (report_.in_progress()) {
      sheet.Text(row++, 0, Say("Kỳ báo cáo chưa kết thúc", "The period has not ended"));
    }
    const auto& revisions = report_.revisions();
    sheet.Text(row++, 0,
               absl::StrCat(Say("Phiên bản dữ liệu: ", "Data revisions: "), "participant ",
                            revisions.participant(), ", contribution ", revisions.contribution(),
                            ", target ", revisions.target()));
    const lxw_row_t heading_row = row++;
    Headings(
        sheet, heading_row,
        {Say("Chỉ tiêu", "Indicator"), Say("Đơn vị tính", "Unit"), Say("Thực hiện", "Value"),
         Say("Kế hoạch", "Plan"), Say("Đạt", "Percent of plan"), Say("Còn lại", "Still to go"),
         Say("Mốc tiến độ", "Milestone"), Say("Trong kỳ", "In the period"),
         Say("Tỷ lệ tăng, giảm", "Change in percent"), Say("Mẫu số", "Base"),
         Say("Tỷ lệ bao phủ", "Percent of base"), Say("Giải thích số liệu", "Explanation"),
         Say("Giải thích kế hoạch", "Plan's source"), Say("Giải thích mẫu số", "Base's source")});
    for (const PeriodIndicator& indicator : report_.indicators()) {
      const auto& figures = indicator.figures();
      sheet.Label(row, 0, IndicatorTitle(indicator));
      sheet.Label(row, 1, UnitName(UnitOf(indicator.unit()), language_));
      sheet.Amount(row, 2, figures.value());
      if (figures.has_plan()) {
        sheet.Amount(row, 3, figures.plan().value());
        sheet.Percent(row, 4, figures.plan().percent());
        sheet.Amount(row, 5, figures.plan().remaining());
        Link(sheet, row, 12, indicator.links(), "PLAN", PlanKey(figures.plan()));
      }
      if (indicator.has_pace()) sheet.Amount(row, 6, indicator.pace().milestone());
      if (indicator.has_change()) {
        sheet.Amount(row, 7, indicator.change().delta());
        sheet.Percent(row, 8, indicator.change().percent());
      }
      if (figures.bases_size() > 0) {
        sheet.Label(row, 9, BaseName(figures.bases(0).base(), language_));
        sheet.Percent(row, 10, figures.bases(0).percent());
        Link(sheet, row, 13, indicator.links(), "BASE", figures.bases(0).base());
      }
      Link(sheet, row, 11, indicator.links(), "VALUE");
      ++row;
    }
    sheet.Finish(heading_row);
  }

  void Categories() {
    SheetWriter sheet = Sheet(Say("Nhóm đối tượng", "Categories"));
    Headings(sheet, 0,
             {Say("Loại hình", "Scheme"), Say("Nhóm đối tượng", "Category"),
              Say("Số người", "People"), Say("Tỷ trọng", "Share"), Say("Đầu kỳ", "Before"),
              Say("Tăng mới", "Joined"), Say("Giảm", "Left"), Say("Giải thích", "Explanation")});
    lxw_row_t row = 1;
    for (const SchemePeriod& scheme : report_.schemes()) {
      for (const target::v1::CategoryPeriod& category : scheme.categories()) {
        sheet.Label(row, 0, SchemeName(scheme.scheme(), language_));
        sheet.Label(row, 1, Say(category.display_name_vi(), category.display_name_en()));
        sheet.Amount(row, 2, category.people());
        sheet.Percent(row, 3, category.share_percent());
        if (category.has_prior_people()) sheet.Amount(row, 4, category.prior_people());
        sheet.Amount(row, 5, category.joined());
        sheet.Amount(row, 6, category.left());
        Link(sheet, row, 7, scheme.links(), "CATEGORIES");
        ++row;
      }
    }
    sheet.Finish(0);
  }

  void Flows() {
    SheetWriter sheet = Sheet(Say("Tăng, giảm", "Joined and left"));
    Headings(sheet, 0,
             {Say("Loại hình", "Scheme"), Say("Tăng, giảm", "Flow"), Say("Lý do", "Reason"),
              Say("Lượt người", "People"), Say("Giải thích", "Explanation")});
    lxw_row_t row = 1;
    for (const SchemePeriod& scheme : report_.schemes()) {
      for (const target::v1::FlowPeriod& flow : scheme.flows()) {
        sheet.Label(row, 0, SchemeName(scheme.scheme(), language_));
        sheet.Label(row, 1, FlowName(flow.flow(), language_));
        sheet.Label(row, 2, FlowText(flow, language_));
        sheet.Amount(row, 3, flow.people());
        Link(sheet, row, 4, scheme.links(), "FLOWS");
        ++row;
      }
    }
    sheet.Finish(0);
  }

  // Months down, indicators across, and a chart of those that count people.
  void Months() {
    const std::string name = Say("Theo tháng", "By month");
    SheetWriter sheet = Sheet(name);
    std::map<std::string, std::string> months;  // Each with its path.
    for (const PeriodIndicator& indicator : report_.indicators()) {
      for (const target::v1::MonthValue& month : indicator.months()) {
        months.emplace(month.month(), month.path());
      }
    }
    const auto link_column = static_cast<lxw_col_t>(report_.indicators_size() + 1);
    std::map<std::string, lxw_row_t> row_of;
    for (const auto& [month, path] : months) {
      const auto row = static_cast<lxw_row_t>(row_of.size() + 1);
      row_of[month] = row;
      sheet.OfMonth(row, 0, MonthOfText(month));
      if (!path.empty()) Link(sheet, row, link_column, path);
    }
    sheet.Heading(0, 0, Say("Tháng", "Month"));
    sheet.Heading(0, link_column, Say("Giải thích", "Explanation"));
    const auto last_row = static_cast<lxw_row_t>(row_of.size());
    lxw_chart* const chart = workbook_add_chart(workbook_, LXW_CHART_LINE);
    bool charted = false;
    for (int i = 0; i < report_.indicators_size(); ++i) {
      const PeriodIndicator& indicator = report_.indicators(i);
      const auto column = static_cast<lxw_col_t>(i + 1);
      sheet.Heading(0, column, IndicatorTitle(indicator));
      for (const target::v1::MonthValue& month : indicator.months()) {
        sheet.Amount(row_of[month.month()], column, month.value());
      }
      if (UnitOf(indicator.unit()) != Unit::kPeople || last_row == 0) continue;
      lxw_chart_series* const series = chart_add_series(chart, nullptr, nullptr);
      chart_series_set_categories(series, name.c_str(), 1, 0, last_row, 0);
      chart_series_set_values(series, name.c_str(), 1, column, last_row, column);
      chart_series_set_name_range(series, name.c_str(), 0, column);
      charted = true;
    }
    if (charted) {
      Finish(chart, Say("Số người tham gia theo tháng", "Participants by month"));
      sheet.Chart(last_row + 2, 0, chart);
    }
    sheet.Finish(0);
  }

  void Rankings() {
    const std::string name = Say("Xếp hạng", "Ranking");
    SheetWriter sheet = Sheet(name);
    Headings(sheet, 0,
             {Say("Chỉ tiêu", "Indicator"), Say("Hạng", "Rank"), Say("Địa bàn", "Area"),
              Say("Thực hiện", "Value"), Say("Kế hoạch", "Plan"), Say("Đạt", "Percent of plan"),
              Say("Bao phủ", "Percent of base"), Say("Trong kỳ", "In the period"),
              Say("Xếp theo", "Ranked by"), Say("Giải thích", "Explanation")});
    lxw_row_t row = 1;
    for (const target::v1::AreaRanking& ranking : report_.rankings()) {
      const lxw_row_t first = row;
      for (const target::v1::RankedArea& area : ranking.areas()) {
        sheet.Label(row, 0, IndicatorName(ranking.indicator(), language_));
        if (area.rank() > 0) sheet.Amount(row, 1, area.rank());
        sheet.Label(row, 2, area.display_name());
        sheet.Amount(row, 3, area.value());
        if (area.has_plan_value()) sheet.Amount(row, 4, area.plan_value());
        sheet.Percent(row, 5, area.plan_percent());
        sheet.Percent(row, 6, area.base_percent());
        if (area.has_change()) sheet.Amount(row, 7, area.change());
        sheet.Label(row, 8, RankOrderName(ranking.order(), language_));
        Link(sheet, row, 9, area.path());
        ++row;
      }
      if (first == 1 && row > first) RankingChart(sheet, name, ranking, first, row - 1);
    }
    sheet.Finish(0);
  }

  // Value beside plan, area by area, to the right of the table.
  void RankingChart(SheetWriter& sheet, const std::string& name,
                    const target::v1::AreaRanking& ranking, lxw_row_t first, lxw_row_t last) {
    lxw_chart* const chart = workbook_add_chart(workbook_, LXW_CHART_COLUMN);
    for (const lxw_col_t column : {lxw_col_t{3}, lxw_col_t{4}}) {
      if (column == 4 && ranking.order() != "PLAN_PERCENT") continue;
      lxw_chart_series* const series = chart_add_series(chart, nullptr, nullptr);
      chart_series_set_categories(series, name.c_str(), first, 2, last, 2);
      chart_series_set_values(series, name.c_str(), first, column, last, column);
      chart_series_set_name_range(series, name.c_str(), 0, column);
    }
    Finish(chart, IndicatorName(ranking.indicator(), language_));
    sheet.Chart(1, 11, chart);
  }

  void FieldWork() {
    const std::vector<FieldWorkFigure> figures = FieldWorkFigures(report_.field_work(), language_);
    if (figures.empty()) return;
    SheetWriter sheet = Sheet(Say("Công tác tại cơ sở", "Work on the ground"));
    Headings(sheet, 0,
             {Say("Công việc", "Work"), Say("Chỉ tiêu", "Figure"), Say("Thực hiện", "Done"),
              Say("Kế hoạch, tổng số", "Planned, of"), Say("Tỷ lệ", "Percent"),
              Say("Đơn vị tính", "Unit"), Say("Giải thích", "Explanation")});
    lxw_row_t row = 1;
    for (const FieldWorkFigure& figure : figures) {
      sheet.Label(row, 0, figure.work_name);
      sheet.Label(row, 1, figure.measure_name);
      sheet.Amount(row, 2, figure.value);
      if (figure.whole.has_value()) sheet.Amount(row, 3, *figure.whole);
      sheet.Percent(row, 4, figure.percent);
      sheet.Label(row, 5, figure.unit_name);
      Link(sheet, row, 6, figure.path);
      ++row;
    }
    sheet.Finish(0);
  }

  static void Finish(lxw_chart* chart, const std::string& title) {
    chart_title_set_name(chart, title.c_str());
    chart_axis_set_num_format(chart->y_axis, "#,##0");
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  }

  const PeriodReport& report_;
  const Language language_;
  const std::string& link_base_;
  lxw_workbook* const workbook_;
  const SheetFormats formats_;
  lxw_error error_ = LXW_NO_ERROR;
};

// Whether a spreadsheet holds every number of the report exactly.
absl::Status CheckExact(const PeriodReport& report) {
  for (const PeriodIndicator& indicator : report.indicators()) {
    const std::string& code = indicator.figures().indicator();
    BAOPHU_TRY(CheckExactAmount(indicator.figures().value(), code));
    BAOPHU_TRY(CheckExactAmount(indicator.figures().plan().value(), code));
    BAOPHU_TRY(CheckExactAmount(indicator.change().delta(), code));
    for (const target::v1::MonthValue& month : indicator.months()) {
      BAOPHU_TRY(CheckExactAmount(month.value(), code));
    }
  }
  const auto& invited = report.field_work().dialogues().invited();
  BAOPHU_TRY(CheckExactAmount(invited.owed_vnd(), "DIALOGUES"));
  BAOPHU_TRY(CheckExactAmount(invited.collected_vnd(), "DIALOGUES"));
  // People and parts of areas are less than these.
  return absl::OkStatus();
}

}  // namespace

absl::Status SavePeriodReport(const PeriodReport& report, Language language,
                              const std::string& link_base, const std::string& path) {
  BAOPHU_TRY(CheckExact(report));
  lxw_workbook* const workbook = workbook_new(path.c_str());
  if (workbook == nullptr) return absl::ResourceExhaustedError("no memory for the workbook");
  lxw_doc_properties properties = {};
  std::string title = report.name();
  properties.title = title.data();
  // Not the time of writing, so that a report asked for again is the same file.
  properties.created =
      int64_t{Day::LastOf(MonthOfText(report.last_month())).number()} * 24 * 60 * 60;
  workbook_set_properties(workbook, &properties);
  lxw_error error = PeriodWorkbook(report, language, link_base, workbook).Write();
  const lxw_error closed = workbook_close(workbook);
  if (error == LXW_NO_ERROR) error = closed;
  if (error == LXW_NO_ERROR) return absl::OkStatus();
  return absl::UnknownError(absl::StrCat(path, ": cannot be written: ", lxw_strerror(error)));
}

}  // namespace baophu::cli
