#include "services/cli/workbook/sheet_writer.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/text/grouped.h"
#include "services/cli/terminal/text_table.h"

namespace baophu::cli {
namespace {

// A spreadsheet holds numbers as double, which has every whole number below this.
constexpr int64_t kExactBound = int64_t{1} << 53;
constexpr uint8_t kPaperA4 = 9;
constexpr double kLeastWidth = 13;

}  // namespace

std::string CellName(lxw_row_t row, lxw_col_t column) {
  char name[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(name, row, column);
  return name;
}

std::string SumOf(lxw_row_t first_row, lxw_col_t first_column, lxw_row_t last_row,
                  lxw_col_t last_column) {
  return absl::StrCat("=SUM(", CellName(first_row, first_column), ":",
                      CellName(last_row, last_column), ")");
}

absl::Status CheckExactAmount(int64_t amount, const std::string& what) {
  if (amount > -kExactBound && amount < kExactBound) return absl::OkStatus();
  std::string one_line = what;
  std::replace(one_line.begin(), one_line.end(), '\n', ' ');
  return absl::OutOfRangeError(absl::StrCat(one_line, ": ", amount,
                                            " đồng is more than a spreadsheet holds exactly; ask "
                                            "for the text or JSON"));
}

SheetFormats::SheetFormats(lxw_workbook* workbook) {
  const auto add = [&](const char* number_format, bool is_bold) {
    lxw_format* const format = workbook_add_format(workbook);
    if (number_format != nullptr) format_set_num_format(format, number_format);
    if (is_bold) format_set_bold(format);
    return format;
  };
  title = add(nullptr, true);
  format_set_font_size(title, 14);
  bold = add(nullptr, true);
  heading = add(nullptr, true);
  format_set_text_wrap(heading);
  format_set_align(heading, LXW_ALIGN_CENTER);
  format_set_align(heading, LXW_ALIGN_VERTICAL_CENTER);
  format_set_border(heading, LXW_BORDER_THIN);
  amount = add("#,##0", false);
  bold_amount = add("#,##0", true);
  percent = add("0.00%", false);
  link = add(nullptr, false);
  format_set_underline(link, LXW_UNDERLINE_SINGLE);
  format_set_font_color(link, LXW_COLOR_BLUE);
  day = add("dd/mm/yyyy", false);
  month = add("mm/yyyy", false);
  format_set_align(day, LXW_ALIGN_LEFT);
  format_set_align(month, LXW_ALIGN_LEFT);
}

SheetWriter::SheetWriter(lxw_workbook* workbook, const SheetFormats& formats, const char* name,
                         bool is_landscape, lxw_error& error)
    : formats_(formats), sheet_(workbook_add_worksheet(workbook, name)), error_(error) {
  worksheet_set_paper(sheet_, kPaperA4);
  if (is_landscape) worksheet_set_landscape(sheet_);
  worksheet_fit_to_pages(sheet_, 1, 0);
  worksheet_set_footer(sheet_, "&C&P/&N");
}

void SheetWriter::Text(lxw_row_t row, lxw_col_t column, const std::string& text, bool is_bold) {
  Keep(
      worksheet_write_string(sheet_, row, column, text.c_str(), is_bold ? formats_.bold : nullptr));
}

void SheetWriter::Title(const std::string& text) {
  Keep(worksheet_write_string(sheet_, 0, 0, text.c_str(), formats_.title));
}

void SheetWriter::Label(lxw_row_t row, lxw_col_t column, const std::string& text, bool is_bold) {
  Text(row, column, text, is_bold);
  Widen(column, text);
}

void SheetWriter::Heading(lxw_row_t row, lxw_col_t column, const std::string& text) {
  Keep(worksheet_write_string(sheet_, row, column, text.c_str(), formats_.heading));
}

void SheetWriter::Amount(lxw_row_t row, lxw_col_t column, int64_t amount, bool is_bold) {
  Keep(worksheet_write_number(sheet_, row, column, static_cast<double>(amount),
                              is_bold ? formats_.bold_amount : formats_.amount));
  Widen(column, Grouped(amount));
}

void SheetWriter::Percent(lxw_row_t row, lxw_col_t column, const std::string& percent) {
  std::string digits = percent;
  double whole = 100;
  if (const size_t point = digits.find('.'); point != std::string::npos) {
    for (size_t i = point + 1; i < digits.size(); ++i) whole *= 10;
    digits.erase(point, 1);
  }
  int64_t parts = 0;
  if (!absl::SimpleAtoi(digits, &parts)) return;
  // One division of whole numbers: the double next to the percentage.
  Keep(worksheet_write_number(sheet_, row, column, static_cast<double>(parts) / whole,
                              formats_.percent));
  Widen(column, percent);
}

void SheetWriter::Formula(lxw_row_t row, lxw_col_t column, const std::string& formula,
                          int64_t amount) {
  Keep(worksheet_write_formula_num(sheet_, row, column, formula.c_str(), formats_.bold_amount,
                                   static_cast<double>(amount)));
  Widen(column, Grouped(amount));
}

void SheetWriter::Date(lxw_row_t row, lxw_col_t column, Day day) {
  WriteDate(row, column, day, formats_.day);
}

void SheetWriter::OfMonth(lxw_row_t row, lxw_col_t column, Month month) {
  WriteDate(row, column, Day::FirstOf(month), formats_.month);
}

void SheetWriter::Link(lxw_row_t row, lxw_col_t column, const std::string& url,
                       const std::string& text) {
  Keep(worksheet_write_url_opt(sheet_, row, column, url.c_str(), formats_.link, text.c_str(),
                               nullptr));
  Widen(column, text);
}

void SheetWriter::Chart(lxw_row_t row, lxw_col_t column, lxw_chart* chart) {
  Keep(worksheet_insert_chart(sheet_, row, column, chart));
}

void SheetWriter::SetWidth(lxw_col_t column, double width) {
  worksheet_set_column(sheet_, column, column, width, nullptr);
}

void SheetWriter::Finish(lxw_row_t heading_row) {
  for (size_t i = 0; i < widths_.size(); ++i) {
    if (widths_[i] > 0) SetWidth(static_cast<lxw_col_t>(i), widths_[i]);
  }
  worksheet_freeze_panes(sheet_, heading_row + 1, 0);
  worksheet_repeat_rows(sheet_, heading_row, heading_row);
}

void SheetWriter::Keep(lxw_error error) {
  if (error_ == LXW_NO_ERROR) error_ = error;
}

void SheetWriter::WriteDate(lxw_row_t row, lxw_col_t column, Day day, lxw_format* format) {
  const Month month = day.month();
  lxw_datetime date = {};
  date.year = month.year();
  date.month = month.month_of_year();
  date.day = day.number() - Day::FirstOf(month).number() + 1;
  Keep(worksheet_write_datetime(sheet_, row, column, &date, format));
  Widen(column, "");
}

void SheetWriter::Widen(lxw_col_t column, const std::string& text) {
  if (widths_.size() <= column) widths_.resize(column + 1u);
  widths_[column] =
      std::max({widths_[column], kLeastWidth, static_cast<double>(DisplayWidth(text)) + 2});
}

}  // namespace baophu::cli
