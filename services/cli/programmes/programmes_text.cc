#include "services/cli/programmes/programmes_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/cli/period/period_words.h"
#include "services/cli/period/programme_words.h"
#include "services/cli/terminal/text_table.h"

namespace baophu::cli {
namespace {

namespace pb = target::v1;
using Align = TextTable::Align;

// What stands after the last slash of a name.
std::string IdOf(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  return parts.back();
}

template <typename Row>
std::string KindName(const Row& row, Language language) {
  return Say(language, row.display_name_vi(), row.display_name_en());
}

// "20/10/2024" of 2024-10-20, "tháng 10/2024" of 2024-10.
std::string WhenText(const std::string& when, Language language) {
  const std::vector<std::string> parts = absl::StrSplit(when, '-');
  if (parts.size() != 3) {
    return Say(language, "hết ", "the end of ") + PeriodText(when, language);
  }
  return Say(language, absl::StrCat("hết ngày ", parts[2], "/", parts[1], "/", parts[0]),
             absl::StrCat("the end of ", when));
}

std::string PercentCell(const std::string& percent, Language language) {
  return percent.empty() ? "-" : DecimalText(percent, language) + "%";
}

template <typename Items>
void AppendItems(const Items& items, Language language, std::string& text) {
  for (const pb::CompletenessItem& item : items) {
    absl::StrAppend(&text, "  ", item.area(), " ", item.area_display_name());
    if (!item.point().empty()) {
      absl::StrAppend(&text, ", ", Say(language, "điểm thu ", "point "), item.point());
    }
    absl::StrAppend(&text, ": ", MissingReasonName(item.reason(), language));
    if (!item.programme().empty()) absl::StrAppend(&text, " (", IdOf(item.programme()), ")");
    text += "\n";
  }
}

}  // namespace

std::string CompletenessText(const pb::Completeness& answer, Language language) {
  std::string text =
      absl::StrCat(Say(language, "Chương trình tại ", "Programmes in "), answer.area_display_name(),
                   Say(language, ", đến ", ", to "), WhenText(IdOf(answer.name()), language), "\n");
  if (answer.rows_size() == 0) {
    return text + Say(language, "Không có chương trình nào.\n", "There are none.\n");
  }
  TextTable table({Align::kLeft, Align::kLeft, Align::kRight, Align::kRight, Align::kRight,
                   Align::kRight, Align::kRight});
  table.Add({Say(language, "Chương trình", "Programme"), Say(language, "Cấp", "Level"),
             Say(language, "Đã có", "Done"), Say(language, "Tổng số", "Of"),
             Say(language, "Tỷ lệ", "Percent"), Say(language, "Đúng hạn", "In time"),
             Say(language, "Tỷ lệ", "Percent")});
  table.AddRule();
  for (const pb::CompletenessRow& row : answer.rows()) {
    table.Add({KindName(row, language), ProgrammeLevelName(row.level(), language),
               NumberText(row.done_count(), language), NumberText(row.total_count(), language),
               PercentCell(row.done_percent(), language), NumberText(row.in_time_count(), language),
               PercentCell(row.in_time_percent(), language)});
  }
  text += table.Text();
  for (const pb::CompletenessRow& row : answer.rows()) {
    if (row.missing_size() == 0 && row.late_size() == 0) continue;
    absl::StrAppend(
        &text, "\n", KindName(row, language), ", ", ProgrammeLevelName(row.level(), language), ": ",
        Say(language, "còn thiếu ", "missing "), NumberText(row.missing_size(), language),
        Say(language, ", muộn ", ", late "), NumberText(row.late_size(), language), "\n");
    AppendItems(row.missing(), language, text);
    AppendItems(row.late(), language, text);
  }
  return text;
}

std::string ProgrammeTotalsText(const pb::ProgrammeTotals& answer, Language language) {
  std::string text = absl::StrCat(
      Say(language, "Kết quả chương trình tại ", "What programmes came to in "),
      answer.area_display_name(), ", ", PeriodText(IdOf(answer.name()), language), "\n");
  if (answer.totals_size() == 0) {
    return text + Say(language, "Không có chương trình nào.\n", "There are none.\n");
  }
  TextTable table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kLeft});
  table.Add({Say(language, "Chương trình", "Programme"), Say(language, "Kế hoạch", "Planned"),
             Say(language, "Thực hiện", "Done"), Say(language, "Tỷ lệ", "Percent"),
             Say(language, "Đơn vị", "Unit")});
  table.AddRule();
  for (const pb::ProgrammeTotal& total : answer.totals()) {
    table.Add({KindName(total, language), NumberText(total.record_count(), language),
               NumberText(total.done_record_count(), language), "",
               Say(language, "bản ghi", "records")});
    for (const pb::ProgrammeSum& sum : total.sums()) {
      const pb::CountedFigure& counted = sum.counted();
      table.Add({"  " + Say(language, counted.display_name_vi(), counted.display_name_en()),
                 NumberText(sum.planned(), language), NumberText(sum.done(), language),
                 PercentCell(sum.percent(), language),
                 Say(language, counted.unit_vi(), counted.unit_en())});
    }
    if (total.partly_outside_count() > 0) {
      table.Add({"  " + Say(language, "Không tính, vì vượt ra ngoài kỳ",
                            "Left out, because they reach beyond the period"),
                 "", NumberText(total.partly_outside_count(), language), "",
                 Say(language, "bản ghi", "records")});
    }
  }
  return text + table.Text();
}

}  // namespace baophu::cli
