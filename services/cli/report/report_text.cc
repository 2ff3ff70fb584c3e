#include "services/cli/report/report_text.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/cli/csv/csv_field.h"
#include "services/cli/report/reaggregation_text.h"
#include "services/cli/report/report_words.h"

namespace baophu::cli {
namespace {

using target::v1::BaseComparison;
using target::v1::CoverageReport;
using target::v1::IndicatorValue;
using target::v1::PlanComparison;

// `areas/31/coverageReports/2024-09`: the month; January 1900 when the service
// names its answer in another way.
Month MonthOf(const CoverageReport& report) {
  const size_t slash = report.name().rfind('/');
  const auto month =
      Month::Parse(slash == std::string::npos ? std::string_view()
                                              : std::string_view(report.name()).substr(slash + 1));
  return month.ok() ? *month : Month::Min();
}

// Writes one report in one language.
class Writer {
 public:
  Writer(const CoverageReport& report, Language language, const ServedNames& names)
      : report_(report), language_(language), names_(names), month_(MonthOf(report)) {}

  std::string Write() {
    Head();
    for (const IndicatorValue& indicator : report_.indicators()) Indicator(indicator);
    if (report_.indicators().empty()) {
      Line(Say("\nChưa có số liệu của tháng này.", "\nThere is no data for this month."));
    }
    if (const std::string lines = ReaggregationLines(report_, language_); !lines.empty()) {
      Line(lines);
    }
    const auto& revisions = report_.revisions();
    Line(absl::StrCat("\n",
                      Say("Số liệu theo các phiên bản dữ liệu", "Figures as of the data revisions"),
                      " participant ", revisions.participant(), ", contribution ",
                      revisions.contribution(), ", target ", revisions.target(), "."));
    return std::move(text_);
  }

 private:
  std::string Say(const char* vietnamese, const char* english) const {
    return language_ == Language::kVietnamese ? vietnamese : english;
  }
  void Line(std::string_view line) {
    text_.append(line);
    text_ += '\n';
  }

  void Head() {
    Line(Say("KẾT QUẢ THAM GIA VÀ ĐÓNG BHXH, BHYT, BHTN",
             "COVERAGE AND CONTRIBUTIONS: SOCIAL, HEALTH AND UNEMPLOYMENT INSURANCE"));
    Line(absl::StrCat(report_.area_display_name(), Say(", tính đến hết ", ", to the end of "),
                      MonthText(month_, language_)));
    if (!report_.sample_scale().empty()) {
      Line(SampleText(report_.sample_scale(), language_));
    }
    if (report_.unconfirmed_since_us() != 0) {
      Line(absl::StrCat(
          Say("CHƯA XÁC NHẬN ĐƯỢC LÀ MỚI NHẤT, kể từ ", "NOT CONFIRMED AS CURRENT since "),
          absl::FormatTime(absl::RFC3339_sec, absl::FromUnixMicros(report_.unconfirmed_since_us()),
                           absl::UTCTimeZone())));
    }
  }

  void Indicator(const IndicatorValue& indicator) {
    const Unit unit = names_.UnitOf(indicator.indicator());
    std::string headline = absl::StrCat("\n", names_.Indicator(indicator.indicator(), language_),
                                        ": ", FigureText(indicator.value(), unit, language_));
    if (unit == Unit::kAmount && Distance(indicator.value()) >= 1'000'000'000) {
      absl::StrAppend(&headline, " (", LargeAmountText(indicator.value(), language_), ")");
    }
    Line(headline);
    if (indicator.has_plan()) Plan(indicator.plan(), unit);
    for (const PlanComparison& plan : indicator.other_plans()) Plan(plan, unit);
    for (const auto& change : indicator.changes()) {
      Line(absl::StrCat(
          "  - ", RiseText(change.delta(), unit, language_), Say(" so với ", " on "),
          Against(change), " (", FigureText(change.prior(), unit, language_),
          ReaggregatedText(change.reaggregated(), change.remainder(), unit, language_), ")"));
    }
    for (const BaseComparison& base : indicator.bases()) Base(base, unit);
  }

  // A comparison that was added to the catalogue since is told by its month.
  template <typename Change>
  std::string Against(const Change& change) const {
    const std::string words = AgainstText(change.against(), month_, language_);
    const absl::StatusOr<Month> month = Month::Parse(change.month());
    if (words != change.against() || !month.ok()) return words;
    return MonthText(*month, language_);
  }

  void Plan(const PlanComparison& plan, Unit unit) {
    if (!plan.base().empty() && plan.base_value() == 0) {
      Line(absl::StrCat("  - ", Say("kế hoạch ", "plan of "),
                        AssignerName(plan.assigner(), language_), Say(" giao: ", ": "),
                        RatioText(plan), Say(", chưa có mẫu số", ", whose base is not known")));
      return;
    }
    const bool commitment = plan.kind() == "COMMITMENT";
    const std::string assigner = AssignerName(plan.assigner(), language_);
    std::string line =
        absl::StrCat("  - ", Say("đạt ", ""), DecimalText(plan.percent(), language_));
    if (language_ == Language::kVietnamese) {
      absl::StrAppend(&line, "% ", commitment ? "cam kết với " : "kế hoạch ", assigner,
                      commitment ? "" : " giao", ": ");
    } else {
      absl::StrAppend(&line, "% of the ", commitment ? "commitment to " : "plan of ", assigner,
                      ": ");
    }
    if (!plan.base().empty()) {
      absl::StrAppend(&line, RatioText(plan), Say(", tức ", ", that is "));
    }
    absl::StrAppend(&line, FigureText(plan.value(), unit, language_));
    if (!plan.decision().empty()) {
      absl::StrAppend(&line, " (", Say("quyết định ", "decision "), plan.decision(), ")");
    }
    if (plan.remaining() > 0) {
      absl::StrAppend(&line, Say(", còn phải thực hiện ", ", still to go "),
                      FigureText(plan.remaining(), unit, language_));
    } else if (plan.remaining() < 0) {
      absl::StrAppend(
          &line, Say(", vượt ", ", exceeded by "),
          FigureText(static_cast<int64_t>(Distance(plan.remaining())), unit, language_));
    } else {
      absl::StrAppend(&line, Say(", hoàn thành đúng kế hoạch", ", met exactly"));
    }
    Line(line);
  }

  // "94% dân số".
  std::string RatioText(const PlanComparison& plan) const {
    return absl::StrCat(DecimalText(plan.base_percent(), language_), Say("% ", "% of "),
                        names_.Base(plan.base(), language_));
  }

  void Base(const BaseComparison& base, Unit unit) {
    std::string line =
        absl::StrCat("  - ", Say("bằng ", ""), DecimalText(base.percent(), language_),
                     Say("% ", "% of "), names_.Base(base.base(), language_), " (",
                     FigureText(base.value(), names_.UnitOfBase(base.base()), language_),
                     base.source().empty() ? "" : Say("; nguồn: ", "; source: "),
                     SourceName(base.source(), language_), ")");
    Line(line);
    for (const auto& change : base.changes()) {
      Line(absl::StrCat(
          "    + ", PointsText(change.delta_points(), language_), Say(" so với ", " on "),
          Against(change), " (", DecimalText(change.prior_percent(), language_), "%",
          ReaggregatedText(change.reaggregated(), change.remainder(), unit, language_), ")"));
    }
    for (const std::string& against : base.uncompared()) {
      Line(absl::StrCat("    + ", Say("không so sánh được với ", "not comparable with "),
                        AgainstText(against, month_, language_),
                        Say(": chưa có mẫu số của mọi địa bàn trước sắp xếp",
                            ": the base is not known of all areas before the reform")));
    }
  }

  const CoverageReport& report_;
  const Language language_;
  const ServedNames& names_;
  const Month month_;
  std::string text_;
};

}  // namespace

std::string ReportText(const CoverageReport& report, Language language, const ServedNames& names) {
  return Writer(report, language, names).Write();
}

std::string ReportCsv(const CoverageReport& report) {
  std::string text = "name,indicator,measure,of,against,value\n";
  for (const IndicatorValue& indicator : report.indicators()) {
    const auto add = [&](const char* measure, const std::string& of, const std::string& against,
                         const std::string& value) {
      absl::StrAppend(&text, CsvField(report.name()), ",", CsvField(indicator.indicator()), ",",
                      measure, ",", CsvField(of), ",", CsvField(against), ",", CsvField(value),
                      "\n");
    };
    const auto add_plan = [&](const PlanComparison& plan) {
      const std::string of = plan.kind().empty() || plan.kind() == "ASSIGNED"
                                 ? plan.assigner()
                                 : absl::StrCat(plan.assigner(), " ", plan.kind());
      add("PLAN", of, "", absl::StrCat(plan.value()));
      add("PLAN_PERCENT", of, "", plan.percent());
      add("PLAN_REMAINING", of, "", absl::StrCat(plan.remaining()));
    };
    add("VALUE", "", "", absl::StrCat(indicator.value()));
    for (const auto& change : indicator.changes()) {
      add("CHANGE", "", change.against(), absl::StrCat(change.delta()));
      add("PRIOR", "", change.against(), absl::StrCat(change.prior()));
      if (change.reaggregated()) {
        add("PRIOR_REMAINDER", "", change.against(), absl::StrCat(change.remainder()));
      }
    }
    if (indicator.has_plan()) add_plan(indicator.plan());
    for (const PlanComparison& plan : indicator.other_plans()) add_plan(plan);
    for (const BaseComparison& base : indicator.bases()) {
      add("BASE", base.base(), "", absl::StrCat(base.value()));
      add("BASE_PERCENT", base.base(), "", base.percent());
      for (const auto& change : base.changes()) {
        add("BASE_PRIOR_PERCENT", base.base(), change.against(), change.prior_percent());
        add("BASE_DELTA_POINTS", base.base(), change.against(), change.delta_points());
      }
    }
  }
  return text;
}

}  // namespace baophu::cli
