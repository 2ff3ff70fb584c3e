#include "services/cli/closing/closing_text.h"

#include <cstdint>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "common/month/moment.h"
#include "common/month/month.h"
#include "services/cli/report/report_words.h"
#include "services/cli/terminal/text_table.h"

namespace baophu::cli {
namespace {

namespace pb = target::v1;

constexpr Language kLanguage = Language::kVietnamese;
using Align = TextTable::Align;

std::string MonthName(const std::string& month) {
  const absl::StatusOr<Month> parsed = Month::Parse(month);
  return parsed.ok() ? MonthText(*parsed, kLanguage) : month;
}

std::string MomentText(int64_t moment_us) {
  return absl::FormatTime("%d/%m/%Y %H:%M", absl::FromUnixMicros(moment_us + kVietnamOffsetUs),
                          absl::UTCTimeZone());
}

// Hundredths of a percent as "93,79".
std::string PercentText(int64_t hundredths) {
  const int64_t size = std::abs(hundredths);
  return absl::StrCat(
      hundredths < 0 ? "-" : "",
      DecimalText(absl::StrCat(size / 100, ".", absl::Dec(size % 100, absl::kZeroPad2)),
                  kLanguage));
}

std::string FigureName(const pb::RestatedFigure& figure, Month month) {
  const std::string indicator = IndicatorName(figure.indicator(), kLanguage);
  const std::vector<std::string> detail = absl::StrSplit(figure.detail(), ' ');
  if (figure.figure() == "PLAN") {
    return absl::StrCat(indicator, ", kế hoạch ", AssignerName(detail[0], kLanguage),
                        detail.back() == "COMMITMENT" ? " (cam kết)" : "");
  }
  if (figure.figure() == "BASE") {
    return absl::StrCat(indicator, ", so với ", BaseName(detail[0], kLanguage));
  }
  if (figure.figure() == "PRIOR") {
    return absl::StrCat(indicator, ", ", AgainstText(detail[0], month, kLanguage));
  }
  if (figure.figure() == "PRIOR_REMAINDER") {
    return absl::StrCat(indicator, ", ", AgainstText(detail[0], month, kLanguage),
                        ", chưa xác định được địa bàn");
  }
  if (figure.figure() == "PRIOR_PERCENT") {
    return absl::StrCat(indicator, ", tỷ lệ so với ", BaseName(detail[0], kLanguage), ", ",
                        AgainstText(detail.back(), month, kLanguage));
  }
  return indicator;
}

std::string ValueText(const pb::RestatedFigure& figure, bool has, int64_t value) {
  if (!has) return "-";
  return figure.figure() == "PRIOR_PERCENT" ? PercentText(value) + "%"
                                            : NumberText(value, kLanguage);
}

std::string DifferenceText(const pb::RestatedFigure& figure) {
  if (!figure.has_difference()) return "-";
  const char* sign = figure.difference() > 0 ? "+" : "";
  return figure.figure() == "PRIOR_PERCENT"
             ? absl::StrCat(sign, PercentText(figure.difference()), " điểm %")
             : absl::StrCat(sign, NumberText(figure.difference(), kLanguage));
}

std::string ReasonText(const pb::RestatementReason& reason) {
  std::string text = absl::StrCat("  ", reason.service(), " ", reason.revision(), ", ",
                                  MomentText(reason.committed_us()));
  if (!reason.from_month().empty()) {
    absl::StrAppend(&text, ", từ ", MonthName(reason.from_month()));
  }
  if (reason.records_size() > 0) {
    absl::StrAppend(&text, ": ", absl::StrJoin(reason.records(), " "));
  }
  return absl::StrCat(text, reason.more_records() ? " ..." : "", "\n");
}

}  // namespace

std::string ClosingsText(const std::vector<pb::Closing>& closings) {
  TextTable table({Align::kLeft, Align::kLeft, Align::kLeft, Align::kRight, Align::kLeft,
                   Align::kLeft, Align::kLeft});
  table.Add({"Lần chốt", "Tháng", "Chốt lúc", "Báo cáo", "Mở lại lúc", "Lý do, ghi chú", "Mã băm"});
  table.AddRule();
  for (const pb::Closing& closing : closings) {
    const bool reopened = closing.has_reopening();
    table.Add({closing.name(), closing.month(), MomentText(closing.closed_us()),
               NumberText(closing.report_count(), kLanguage),
               reopened ? MomentText(closing.reopening().reopened_us()) : "",
               reopened ? closing.reopening().reason() : closing.note(), closing.seal().hash()});
  }
  return table.Text();
}

std::string RestatementsText(const pb::Closing& closing,
                             const std::vector<pb::AreaRestatement>& restatements) {
  const std::string head =
      absl::StrCat("Số liệu ", MonthName(closing.month()), ", ", closing.name(), " chốt lúc ",
                   MomentText(closing.closed_us()));
  if (restatements.empty()) return absl::StrCat(head, ": không có gì thay đổi\n");
  std::string text = absl::StrCat(head, ": ", restatements.size(), " địa bàn thay đổi\n");
  const absl::StatusOr<Month> month = Month::Parse(closing.month());
  for (const pb::AreaRestatement& area : restatements) {
    absl::StrAppend(&text, "\n", area.area(), " ", area.area_display_name(), "\n");
    TextTable table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight});
    table.Add({"Chỉ tiêu", "Khi chốt", "Hiện nay", "Chênh lệch"});
    table.AddRule();
    for (const pb::RestatedFigure& figure : area.figures()) {
      table.Add({FigureName(figure, month.ok() ? *month : Month()),
                 ValueText(figure, figure.has_closed_value(), figure.closed_value()),
                 ValueText(figure, figure.has_current_value(), figure.current_value()),
                 DifferenceText(figure)});
    }
    absl::StrAppend(&text, table.Text(), "Thay đổi từ khi chốt:\n");
    for (const pb::RestatementReason& reason : area.reasons()) text += ReasonText(reason);
    if (area.more_reasons()) text += "  ...\n";
  }
  return text;
}

}  // namespace baophu::cli
