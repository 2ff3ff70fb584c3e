#include "services/cli/report/reaggregation_text.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace baophu::cli {
namespace {

std::string AreaText(const target::v1::EarlierArea& area, bool vietnamese) {
  std::string text = absl::StrCat(area.area_display_name(), " (", area.area(), ")");
  if (area.share() == "PART") return absl::StrCat(vietnamese ? "một phần " : "part of ", text);
  if (area.share() == "WITHOUT") return absl::StrCat(vietnamese ? "trừ " : "without ", text);
  return text;
}

}  // namespace

std::string ReaggregatedText(bool reaggregated, int64_t remainder, Unit unit, Language language) {
  if (!reaggregated) return "";
  const bool vietnamese = language == Language::kVietnamese;
  std::string text =
      vietnamese ? "; cộng gộp theo địa bàn hiện nay" : "; added up to the area of now";
  if (remainder != 0) {
    absl::StrAppend(&text, vietnamese ? ", chưa xác định được " : ", not placed: ",
                    FigureText(remainder, unit, language));
  }
  return text;
}

std::string ReaggregationLines(const target::v1::CoverageReport& report, Language language) {
  const bool vietnamese = language == Language::kVietnamese;
  std::string lines;
  for (const target::v1::Reaggregation& each : report.reaggregations()) {
    std::vector<std::string> areas;
    for (const target::v1::EarlierArea& area : each.areas()) {
      areas.push_back(AreaText(area, vietnamese));
    }
    const absl::StatusOr<Month> month = Month::Parse(each.month());
    absl::StrAppend(&lines, "\n", vietnamese ? "Địa bàn này trong " : "This area in ",
                    month.ok() ? MonthText(*month, language) : each.month(),
                    vietnamese ? " gồm: " : " was: ", absl::StrJoin(areas, "; "), ".");
  }
  return lines;
}

}  // namespace baophu::cli
