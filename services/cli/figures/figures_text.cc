#include "services/cli/figures/figures_text.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/text/grouped.h"
#include "services/cli/terminal/text_table.h"

namespace baophu::cli {
namespace {

struct Words {
  const char* code;
  const char* vi;
  const char* en;
};

constexpr Words kVerdicts[] = {{"CONSISTENT", "Khớp", "Agree"},
                               {"INCONSISTENT", "MÂU THUẪN", "CONTRADICT"},
                               {"UNDETERMINED", "Chưa rõ", "Undetermined"}};
constexpr Words kRelations[] = {
    {"SAME_FIGURE", "cùng một số liệu", "same figure"},
    {"SAME_PLAN", "cùng một kế hoạch", "same plan"},
    {"SAME_BASE", "cùng một mẫu số", "same base"},
    {"SAME_RATIO", "cùng một tỷ lệ", "same ratio"},
    {"REMAINING", "còn phải thực hiện", "remaining"},
    {"SUM_OF_PARTS", "tổng và thành phần", "sum of parts"},
    {"PART_OF_WHOLE", "bộ phận và tổng thể", "part of whole"},
    {"POSSIBLE_CHANGE", "mức tăng giảm", "possible change"},
    {"AMOUNT_DUE", "phải thu, đã thu, chậm đóng", "due, collected, owed"},
    {"AMOUNT_PER_HEAD", "bình quân đầu người", "per head"},
    {"OWN_DATA", "dữ liệu của hệ thống", "own data"}};

constexpr Words kUnits[] = {{"PEOPLE", "người", "people"},
                            {"EMPLOYERS", "đơn vị", "employers"},
                            {"VND", "đồng", "VND"},
                            {"PERCENT", "%", "%"}};

// The words of a code; the code itself where a newer service has one that is not known.
template <size_t size>
std::string WordOf(const Words (&words)[size], const std::string& code, Language language) {
  const auto* const found = std::find_if(std::begin(words), std::end(words),
                                         [&](const Words& each) { return each.code == code; });
  if (found == std::end(words)) return code;
  return language == Language::kEnglish ? found->en : found->vi;
}

// A decimal of the service as the language writes it.
std::string DecimalIn(const std::string& number, Language language) {
  return language == Language::kEnglish ? GroupedDecimal(number, ',', '.')
                                        : GroupedDecimal(number, '.', ',');
}

std::string IntervalText(const target::v1::ImpliedInterval& interval, Language language) {
  const std::string lower = DecimalIn(interval.lower(), language);
  const std::string upper = DecimalIn(interval.upper(), language);
  return lower == upper && !lower.empty() ? lower : absl::StrCat(lower, "..", upper);
}

}  // namespace

std::string FiguresText(const target::v1::CheckFiguresResponse& response, Language language) {
  const bool english = language == Language::kEnglish;
  using Align = TextTable::Align;
  TextTable table(
      {Align::kLeft, Align::kLeft, Align::kLeft, Align::kRight, Align::kRight, Align::kLeft});
  if (english) {
    table.Add({"Verdict", "Compared", "Figures", "One side", "Other side", "Unit"});
  } else {
    table.Add({"Đánh giá", "Đối chiếu", "Số liệu", "Bên thứ nhất", "Bên thứ hai", "Đơn vị"});
  }
  table.AddRule();
  for (const target::v1::Finding& finding : response.findings()) {
    std::vector<std::string> cells = {WordOf(kVerdicts, finding.verdict(), language),
                                      WordOf(kRelations, finding.relation(), language),
                                      absl::StrJoin(finding.figures(), ", ")};
    for (const target::v1::ImpliedInterval& interval : finding.intervals()) {
      cells.push_back(IntervalText(interval, language));
    }
    if (finding.intervals_size() == 2)
      cells.push_back(WordOf(kUnits, finding.intervals(1).unit(), language));
    table.Add(std::move(cells));
  }
  std::string text = table.Text();
  for (const target::v1::Finding& finding : response.findings()) {
    if (finding.verdict() == "CONSISTENT") continue;
    absl::StrAppend(&text, "\n", WordOf(kVerdicts, finding.verdict(), language), ": ",
                    english ? finding.explanation_en() : finding.explanation_vi(), "\n");
  }
  if (response.omitted_finding_count() > 0) {
    absl::StrAppend(&text, "\n", english ? "Findings left out: " : "Số đối chiếu không in ra: ",
                    response.omitted_finding_count(), "\n");
  }
  if (response.unchecked_figures_size() > 0) {
    absl::StrAppend(&text, "\n", english ? "Compared with nothing: " : "Không có gì để đối chiếu: ",
                    absl::StrJoin(response.unchecked_figures(), ", "), "\n");
  }
  for (const target::v1::OwnReport& report : response.own_reports()) {
    absl::StrAppend(&text, "\n", english ? "Own data: " : "Dữ liệu của hệ thống: ", report.name(),
                    " (participant ", report.revisions().participant(), ", contribution ",
                    report.revisions().contribution(), ", target ", report.revisions().target(),
                    ")\n");
  }
  return text;
}

}  // namespace baophu::cli
