#include "services/cli/period/period_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/period/field_work_figures.h"
#include "services/cli/period/period_words.h"
#include "services/cli/report/reaggregation_text.h"
#include "services/cli/terminal/text_table.h"
#include "services/cli/terminal/wrapped_text.h"

namespace baophu::cli {
namespace {

using target::v1::BaseComparison;
using target::v1::FigureLink;
using target::v1::PeriodIndicator;
using target::v1::PeriodReport;
using target::v1::PlanComparison;
using target::v1::SchemePeriod;

constexpr size_t kWidth = 100;

// Links as they are first met, by number from 1.
class References {
 public:
  // "[3]"; empty for an empty path.
  std::string To(const std::string& path) {
    if (path.empty()) return "";
    const auto found = std::find(paths_.begin(), paths_.end(), path);
    const size_t at = static_cast<size_t>(found - paths_.begin());
    if (found == paths_.end()) paths_.push_back(path);
    return absl::StrCat("[", at + 1, "]");
  }
  const std::vector<std::string>& paths() const { return paths_; }

 private:
  std::vector<std::string> paths_;
};

class PeriodTextWriter {
 public:
  PeriodTextWriter(const PeriodReport& report, Language language)
      : report_(report),
        language_(language),
        id_(PeriodId(report)),
        last_(MonthOfText(report.last_month())) {}

  std::string Write(const std::string& link_base) {
    Head();
    if (report_.indicators().empty()) {
      Line(Say("Chưa có số liệu của kỳ này.", "There is no data for this period."));
    } else {
      Results();
      Categories();
      Flows();
      Rankings();
    }
    FieldWork();
    Foot(link_base);
    return std::move(text_);
  }

 private:
  using Align = TextTable::Align;

  std::string Say(std::string_view vietnamese, std::string_view english) const {
    return cli::Say(language_, vietnamese, english);
  }
  std::string Number(int64_t number) const { return NumberText(number, language_); }
  std::string Percent(const std::string& percent) const {
    return percent.empty() ? "" : DecimalText(percent, language_) + "%";
  }
  // With the sign of a rise as well.
  std::string Signed(int64_t number) const {
    return absl::StrCat(number > 0 ? "+" : "", Number(number));
  }
  void Line(const std::string& line) { absl::StrAppend(&text_, line, "\n"); }
  void Item(const std::string& item) { text_ += WrappedText("- " + item, kWidth, "  "); }
  void Section(std::string_view vietnamese, std::string_view english) {
    static constexpr const char* kNumbers[] = {"I", "II", "III", "IV", "V"};
    Line(absl::StrCat("\n", kNumbers[sections_++], ". ", Say(vietnamese, english), "\n"));
  }
  template <typename Links>
  std::string Reference(const Links& links, std::string_view measure, std::string_view of = "") {
    for (const FigureLink& link : links) {
      if (link.measure() == measure && link.of() == of) return " " + references_.To(link.path());
    }
    return "";
  }

  void Head() {
    const std::string period = PeriodText(id_, language_);
    Line(Say("BÁO CÁO KẾT QUẢ THAM GIA VÀ ĐÓNG BHXH, BHYT, BHTN",
             "REPORT ON COVERAGE AND CONTRIBUTIONS: SOCIAL, HEALTH AND UNEMPLOYMENT INSURANCE"));
    Line(absl::StrCat(report_.area_display_name(), ", ", period));
    if (!report_.sample_scale().empty()) Line(SampleText(report_.sample_scale(), language_));
    if (report_.in_progress()) {
      Line(Say("KỲ BÁO CÁO CHƯA KẾT THÚC: số liệu theo những gì đã ghi nhận đến nay",
               "THE PERIOD HAS NOT ENDED: figures are of what is recorded by now"));
    }
  }

  void Results() {
    Section("Kết quả thực hiện", "Results");
    text_ += WrappedText(
        absl::StrCat(Say("Luỹ kế đến hết ", "To the end of "), MonthText(last_, language_),
                     Say(", kết quả tham gia và đóng BHXH, BHYT, BHTN của ",
                         ", coverage and contributions of "),
                     report_.area_display_name(), Say(" như sau:", " are as follows:")),
        kWidth, "");
    for (const PeriodIndicator& indicator : report_.indicators()) Indicator(indicator);
  }

  // One indicator as one sentence of clauses.
  void Indicator(const PeriodIndicator& indicator) {
    const auto& figures = indicator.figures();
    const Unit unit = UnitOf(indicator.unit());
    std::string name = IndicatorName(figures.indicator(), language_);
    if (name == figures.indicator()) {
      name = Say(indicator.display_name_vi(), indicator.display_name_en());
    }
    std::string headline = absl::StrCat(name, ": ", FigureText(figures.value(), unit, language_));
    if (unit == Unit::kAmount && Distance(figures.value()) >= 1'000'000'000) {
      absl::StrAppend(&headline, " (", LargeAmountText(figures.value(), language_), ")");
    }
    std::vector<std::string> clauses = {headline + Reference(indicator.links(), "VALUE")};
    if (figures.has_plan()) clauses.push_back(Plan(indicator, figures.plan(), unit));
    for (const PlanComparison& plan : figures.other_plans()) {
      // A ratio whose base is not known cannot be told.
      if (plan.base().empty() || plan.value() > 0) {
        clauses.push_back(Plan(indicator, plan, unit));
      }
    }
    for (const BaseComparison& base : figures.bases()) clauses.push_back(Base(indicator, base));
    if (indicator.has_change()) clauses.push_back(PeriodChangeText(indicator, unit));
    for (const auto& change : figures.changes()) {
      // What the period changed is told already.
      if (change.month() == indicator.change().prior_month()) continue;
      std::string against = AgainstText(change.against(), last_, language_);
      if (against == change.against()) against = MonthText(MonthOfText(change.month()), language_);
      clauses.push_back(absl::StrCat(
          RiseText(change.delta(), unit, language_), Say(" so với ", " on "), against,
          ReaggregatedText(change.reaggregated(), change.remainder(), unit, language_)));
    }
    if (indicator.has_pace()) clauses.push_back(Pace(indicator, unit));
    for (const char* measure : {"AGEING", "LATE_EMPLOYERS"}) {
      const std::string reference = Reference(indicator.links(), measure);
      if (reference.empty()) continue;
      clauses.push_back((measure[0] == 'A' ? Say("theo tuổi nợ", "by age")
                                           : Say("danh sách đơn vị", "list of employers")) +
                        reference);
    }
    Item(absl::StrJoin(clauses, "; ") + ".");
  }

  std::string Plan(const PeriodIndicator& indicator, const PlanComparison& plan, Unit unit) {
    const bool commitment = plan.kind() == "COMMITMENT";
    const std::string assigner = AssignerName(plan.assigner(), language_);
    const std::string percent = Percent(plan.percent());
    std::string text =
        language_ == Language::kVietnamese
            ? absl::StrCat("đạt ", percent, commitment ? " cam kết với " : " kế hoạch ", assigner,
                           commitment ? "" : " giao")
            : absl::StrCat(percent, commitment ? " of the commitment to " : " of the plan of ",
                           assigner);
    absl::StrAppend(&text, " (");
    if (!plan.base().empty()) {
      absl::StrAppend(&text, DecimalText(plan.base_percent(), language_), Say("% ", "% of "),
                      BaseName(plan.base(), language_), Say(", tức ", ", that is "));
    }
    text += FigureText(plan.value(), unit, language_);
    if (!plan.decision().empty()) {
      absl::StrAppend(&text, Say(", quyết định ", ", decision "), plan.decision());
    }
    text += ")";
    text += Reference(indicator.links(), "PLAN", PlanKey(plan));
    if (plan.remaining() > 0) {
      absl::StrAppend(&text, Say(", còn phải thực hiện ", ", still to go "),
                      FigureText(plan.remaining(), unit, language_));
    } else if (plan.remaining() < 0) {
      absl::StrAppend(
          &text, Say(", vượt ", ", exceeded by "),
          FigureText(static_cast<int64_t>(Distance(plan.remaining())), unit, language_));
    } else {
      absl::StrAppend(&text, Say(", hoàn thành đúng kế hoạch", ", met exactly"));
    }
    return text;
  }

  std::string Base(const PeriodIndicator& indicator, const BaseComparison& base) {
    return absl::StrCat(Say("bằng ", ""), Percent(base.percent()), Say(" ", " of "),
                        BaseName(base.base(), language_), " (",
                        FigureText(base.value(), UnitOfBase(base.base()), language_), ")",
                        Reference(indicator.links(), "BASE", base.base()));
  }

  std::string PeriodChangeText(const PeriodIndicator& indicator, Unit unit) {
    const auto& change = indicator.change();
    const std::string period = PeriodText(id_, language_);
    if (indicator.period() == "YEAR_TO_DATE") {
      return absl::StrCat(Say("riêng ", "in "), period, Say(" là ", " alone "),
                          FigureText(change.delta(), unit, language_));
    }
    std::string text =
        absl::StrCat(Say("trong ", "in "), period, " ", RiseText(change.delta(), unit, language_));
    if (change.delta() != 0 && !change.percent().empty()) {
      const std::string percent = change.percent().substr(change.percent()[0] == '-' ? 1 : 0);
      absl::StrAppend(&text, " (", Percent(percent), ")");
    }
    return absl::StrCat(
        text, Say(" so với cuối ", " on the end of "),
        MonthText(MonthOfText(change.prior_month()), language_),
        ReaggregatedText(change.reaggregated(), change.remainder(), unit, language_),
        Reference(indicator.links(), "PRIOR"));
  }

  std::string Pace(const PeriodIndicator& indicator, Unit unit) {
    const target::v1::Pace& pace = indicator.pace();
    const std::string distance =
        FigureText(static_cast<int64_t>(Distance(pace.difference())), unit, language_);
    const std::string milestone = FigureText(pace.milestone(), unit, language_);
    std::string text;
    if (pace.difference() == 0) {
      text = Say("đúng mốc tiến độ ", "exactly at the milestone of ") + milestone;
    } else {
      text = absl::StrCat(
          pace.difference() > 0 ? Say("cao hơn ", "") : Say("thấp hơn ", ""),
          language_ == Language::kVietnamese ? "mốc tiến độ " + milestone + " là " : "", distance,
          language_ == Language::kVietnamese
              ? ""
              : (pace.difference() > 0 ? " above the milestone of " : " below the milestone of ") +
                    milestone);
    }
    text += Reference(indicator.links(), "PACE");
    if (pace.needed_per_month() > 0) {
      absl::StrAppend(&text,
                      Say(", bình quân mỗi tháng còn lại cần tăng thêm ",
                          ", each month that is left must add "),
                      FigureText(pace.needed_per_month(), unit, language_));
    }
    return text;
  }

  void Categories() {
    Section("Người tham gia theo nhóm đối tượng", "Participants by category");
    bool first = true;
    for (const SchemePeriod& scheme : report_.schemes()) {
      // One category says nothing beyond the scheme.
      if (scheme.categories_size() < 2) continue;
      if (!std::exchange(first, false)) Line("");
      Line(absl::StrCat(SchemeName(scheme.scheme(), language_), ": ",
                        FigureText(scheme.people(), Unit::kPeople, language_),
                        Reference(scheme.links(), "CATEGORIES"),
                        Say("; tỷ trọng làm tròn để cộng đủ 100,00%",
                            "; shares are rounded so that they add up to 100.00%")));
      TextTable table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight,
                       Align::kRight});
      table.Add({Say("Nhóm đối tượng", "Category"), Say("Số người", "People"),
                 Say("Tỷ trọng", "Share"), Say("So với đầu kỳ", "In the period"),
                 Say("Tăng mới", "Joined"), Say("Giảm", "Left")});
      table.AddRule();
      for (const target::v1::CategoryPeriod& category : scheme.categories()) {
        table.Add(
            {Say(category.display_name_vi(), category.display_name_en()), Number(category.people()),
             Percent(category.share_percent()),
             category.has_prior_people() ? Signed(category.people() - category.prior_people()) : "",
             Number(category.joined()), Number(category.left())});
      }
      text_ += table.Text();
    }
  }

  void Flows() {
    Section("Tăng, giảm trong kỳ", "Who joined and left");
    for (const SchemePeriod& scheme : report_.schemes()) {
      const std::string name = SchemeName(scheme.scheme(), language_);
      std::string text =
          language_ == Language::kVietnamese
              ? absl::StrCat("Tham gia ", name, ": tăng mới ", Number(scheme.joined()),
                             " lượt người", Because(scheme, "JOINED"), "; giảm ",
                             Number(scheme.left()), " lượt người", Because(scheme, "LEFT"))
              : absl::StrCat(name, ": ", Number(scheme.joined()), " joined",
                             Because(scheme, "JOINED"), "; ", Number(scheme.left()), " left",
                             Because(scheme, "LEFT"));
      if (scheme.moved_in() + scheme.moved_out() > 0) {
        absl::StrAppend(&text, Say("; chuyển đến từ địa bàn khác ", "; moved in from other areas "),
                        Number(scheme.moved_in()), Say(", chuyển đi ", ", moved out "),
                        Number(scheme.moved_out()));
      }
      if (scheme.flows_from_month() != report_.first_month()) {
        absl::StrAppend(&text, Say("; tính từ ", "; counted from "),
                        MonthText(MonthOfText(scheme.flows_from_month()), language_));
      }
      Item(text + Reference(scheme.links(), "FLOWS") + ".");
    }
  }

  // " (trong đó: tham gia lần đầu 7, ...)".
  std::string Because(const SchemePeriod& scheme, std::string_view flow) const {
    std::vector<std::string> parts;
    for (const target::v1::FlowPeriod& each : scheme.flows()) {
      if (each.flow() != flow) continue;
      parts.push_back(absl::StrCat(FlowText(each, language_), " ", Number(each.people())));
    }
    if (parts.empty()) return "";
    return absl::StrCat(" (", Say("trong đó: ", ""), absl::StrJoin(parts, ", "), ")");
  }

  void Rankings() {
    if (report_.rankings().empty()) return;
    Section("Xếp hạng địa bàn", "Areas ranked");
    bool first = true;
    for (const target::v1::AreaRanking& ranking : report_.rankings()) {
      if (!std::exchange(first, false)) Line("");
      Ranking(ranking);
    }
  }

  void Ranking(const target::v1::AreaRanking& ranking) {
    Line(absl::StrCat(IndicatorName(ranking.indicator(), language_), Say(", theo ", ", by "),
                      RankOrderName(ranking.order(), language_)));
    TextTable table({Align::kRight, Align::kLeft, Align::kRight, Align::kRight, Align::kRight,
                     Align::kRight, Align::kLeft});
    table.Add({Say("Hạng", "Rank"), Say("Địa bàn", "Area"), Say("Thực hiện", "Value"),
               Say("Kế hoạch", "Plan"),
               ranking.order() == "BASE_PERCENT" ? Say("Bao phủ", "Coverage") : Say("Đạt", "Done"),
               Say("Trong kỳ", "In the period"), Say("Nguồn", "Link")});
    table.AddRule();
    for (const target::v1::RankedArea& area : ranking.areas()) {
      table.Add({area.rank() > 0 ? absl::StrCat(area.rank()) : "-", area.display_name(),
                 Number(area.value()), area.has_plan_value() ? Number(area.plan_value()) : "",
                 Percent(RankPercent(area, ranking.order())),
                 area.has_change() ? Signed(area.change()) : "", references_.To(area.path())});
    }
    text_ += table.Text();
  }

  void FieldWork() {
    const std::vector<FieldWorkFigure> figures = FieldWorkFigures(report_.field_work(), language_);
    if (figures.empty()) return;
    Section("Công tác tại cơ sở", "Work on the ground");
    const std::string sentence = DialogueSentence(report_.field_work().dialogues(), language_);
    if (!sentence.empty()) {
      Item(absl::StrCat(sentence, Reference(report_.field_work().links(), "DIALOGUES"), "."));
      Line("");
    }
    TextTable table({Align::kLeft, Align::kLeft, Align::kRight, Align::kRight, Align::kRight,
                     Align::kLeft, Align::kLeft});
    table.Add({Say("Công việc", "Work"), Say("Chỉ tiêu", "Figure"), Say("Thực hiện", "Done"),
               Say("Kế hoạch, tổng số", "Planned, of"), Say("Tỷ lệ", "Percent"),
               Say("Đơn vị tính", "Unit"), Say("Nguồn", "Link")});
    table.AddRule();
    std::string last;
    for (const FieldWorkFigure& figure : figures) {
      table.Add({figure.work_name == last ? "" : figure.work_name, figure.measure_name,
                 Number(figure.value), figure.whole.has_value() ? Number(*figure.whole) : "",
                 Percent(figure.percent), figure.unit_name, references_.To(figure.path)});
      last = figure.work_name;
    }
    text_ += table.Text();
  }

  void Foot(const std::string& link_base) {
    const auto& revisions = report_.revisions();
    Line(absl::StrCat("\n",
                      Say("Số liệu theo các phiên bản dữ liệu", "Figures as of the data revisions"),
                      " participant ", revisions.participant(), ", contribution ",
                      revisions.contribution(), ", target ", revisions.target(), "."));
    if (report_.flow_revision() != revisions.participant()) {
      Line(absl::StrCat(
          Say("Tăng, giảm theo phiên bản participant ", "Who joined and left as of participant "),
          report_.flow_revision(), "."));
    }
    if (references_.paths().empty()) return;
    Line(Say("Giải thích từng số liệu:", "Where figures are explained:"));
    for (size_t i = 0; i < references_.paths().size(); ++i) {
      Line(absl::StrCat("[", i + 1, "] ", link_base, references_.paths()[i]));
    }
  }

  const PeriodReport& report_;
  const Language language_;
  const std::string id_;
  const Month last_;
  References references_;
  size_t sections_ = 0;
  std::string text_;
};

}  // namespace

std::string PeriodReportText(const PeriodReport& report, Language language,
                             const std::string& link_base) {
  return PeriodTextWriter(report, language).Write(link_base);
}

}  // namespace baophu::cli
