#include "services/cli/statement/notice_workbook.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/try.h"
#include "services/cli/report/number_text.h"
#include "services/cli/terminal/text_table.h"

namespace baophu::cli {
namespace {

// A spreadsheet holds numbers as double, which has every whole number below this.
constexpr int64_t kExactBound = int64_t{1} << 53;
constexpr uint8_t kPaperA4 = 9;
constexpr double kMarkWidth = 4;
constexpr double kLeastWidth = 13;

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

std::string OneLine(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// How cells look.
struct Formats {
  explicit Formats(lxw_workbook* workbook) {
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
    day = add("dd/mm/yyyy", false);
    month = add("mm/yyyy", false);
    format_set_align(day, LXW_ALIGN_LEFT);
    format_set_align(month, LXW_ALIGN_LEFT);
  }

  lxw_format* title;
  lxw_format* bold;
  lxw_format* heading;
  lxw_format* amount;
  lxw_format* bold_amount;
  lxw_format* day;
  lxw_format* month;
};

// One sheet, printed on A4 as wide as the page. Column widths follow what is written.
// `error` keeps the first thing that a cell could not hold.
class Sheet {
 public:
  Sheet(lxw_workbook* workbook, const Formats& formats, const char* name, bool is_landscape,
        lxw_error& error)
      : formats_(formats), sheet_(workbook_add_worksheet(workbook, name)), error_(error) {
    worksheet_set_paper(sheet_, kPaperA4);
    if (is_landscape) worksheet_set_landscape(sheet_);
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_set_footer(sheet_, "&C&P/&N");
  }

  // Text that may run over the cells beside it.
  void Text(lxw_row_t row, lxw_col_t column, const std::string& text, bool is_bold = false) {
    Keep(worksheet_write_string(sheet_, row, column, text.c_str(),
                                is_bold ? formats_.bold : nullptr));
  }
  void Title(const std::string& text) {
    Keep(worksheet_write_string(sheet_, 0, 0, text.c_str(), formats_.title));
  }
  // Text that its column is made wide enough for.
  void Label(lxw_row_t row, lxw_col_t column, const std::string& text, bool is_bold = false) {
    Text(row, column, text, is_bold);
    Widen(column, text);
  }
  void Heading(lxw_row_t row, lxw_col_t column, const std::string& text) {
    Keep(worksheet_write_string(sheet_, row, column, text.c_str(), formats_.heading));
  }
  void Amount(lxw_row_t row, lxw_col_t column, int64_t amount_vnd, bool is_bold = false) {
    Keep(worksheet_write_number(sheet_, row, column, static_cast<double>(amount_vnd),
                                is_bold ? formats_.bold_amount : formats_.amount));
    Widen(column, NumberText(amount_vnd, Language::kVietnamese));
  }
  // A formula and what it gives.
  void Formula(lxw_row_t row, lxw_col_t column, const std::string& formula, int64_t amount_vnd) {
    Keep(worksheet_write_formula_num(sheet_, row, column, formula.c_str(), formats_.bold_amount,
                                     static_cast<double>(amount_vnd)));
    Widen(column, NumberText(amount_vnd, Language::kVietnamese));
  }
  void Date(lxw_row_t row, lxw_col_t column, Day day) { WriteDate(row, column, day, formats_.day); }
  void OfMonth(lxw_row_t row, lxw_col_t column, Month month) {
    WriteDate(row, column, Day::FirstOf(month), formats_.month);
  }

  void SetWidth(lxw_col_t column, double width) {
    worksheet_set_column(sheet_, column, column, width, nullptr);
  }
  // Sets the widths, keeps the rows up to `heading_row` in view and prints that row on
  // every page.
  void Finish(lxw_row_t heading_row) {
    for (size_t i = 0; i < widths_.size(); ++i) {
      if (widths_[i] > 0) SetWidth(static_cast<lxw_col_t>(i), widths_[i]);
    }
    worksheet_freeze_panes(sheet_, heading_row + 1, 0);
    worksheet_repeat_rows(sheet_, heading_row, heading_row);
  }

 private:
  void Keep(lxw_error error) {
    if (error_ == LXW_NO_ERROR) error_ = error;
  }

  void WriteDate(lxw_row_t row, lxw_col_t column, Day day, lxw_format* format) {
    const Month month = day.month();
    lxw_datetime date = {};
    date.year = month.year();
    date.month = month.month_of_year();
    date.day = day.number() - Day::FirstOf(month).number() + 1;
    Keep(worksheet_write_datetime(sheet_, row, column, &date, format));
    Widen(column, "");
  }

  void Widen(lxw_col_t column, const std::string& text) {
    if (widths_.size() <= column) widths_.resize(column + 1u);
    widths_[column] =
        std::max({widths_[column], kLeastWidth, static_cast<double>(DisplayWidth(text)) + 2});
  }

  const Formats& formats_;
  lxw_worksheet* const sheet_;
  lxw_error& error_;
  std::vector<double> widths_;  // 0: as it is.
};

// Which cells a closing balance is made of.
std::string BalanceOf(const Notice& notice, size_t column, lxw_row_t first_row,
                      lxw_col_t sheet_column) {
  std::string formula = "=";
  for (size_t i = 0; i < notice.rows.size(); ++i) {
    const NoticeRow& row = notice.rows[i];
    if (!row.amounts_vnd[column].has_value() || row.role == NoticeRole::kClosing) continue;
    const bool is_taken_off = row.role == NoticeRole::kTakenOff;
    if (formula.size() > 1 || is_taken_off) formula += is_taken_off ? '-' : '+';
    formula += CellName(first_row + static_cast<lxw_row_t>(i), sheet_column);
  }
  return formula;
}

void WriteTable(const Notice& notice, lxw_row_t first_row, Sheet& sheet) {
  constexpr lxw_col_t kFirstColumn = 2;
  for (size_t i = 0; i < notice.rows.size(); ++i) {
    const NoticeRow& row = notice.rows[i];
    const lxw_row_t at = first_row + static_cast<lxw_row_t>(i);
    const bool is_section = row.role != NoticeRole::kAdded && row.role != NoticeRole::kTakenOff;
    sheet.Text(at, 0, row.mark, is_section);
    sheet.Label(at, 1, row.label, is_section);
    for (size_t c = 0; c < row.amounts_vnd.size(); ++c) {
      if (!row.amounts_vnd[c].has_value()) continue;
      const auto column = static_cast<lxw_col_t>(kFirstColumn + c);
      if (row.role == NoticeRole::kClosing) {
        sheet.Formula(at, column, BalanceOf(notice, c, first_row, column), *row.amounts_vnd[c]);
      } else if (c == notice.fund_count && c > 0) {
        sheet.Formula(at, column, SumOf(at, kFirstColumn, at, static_cast<lxw_col_t>(column - 1)),
                      *row.amounts_vnd[c]);
      } else {
        sheet.Amount(at, column, *row.amounts_vnd[c], is_section);
      }
    }
  }
}

void WriteNotice(const Notice& notice, Sheet& sheet) {
  sheet.SetWidth(0, kMarkWidth);
  sheet.Title(notice.title);
  sheet.Text(1, 0, absl::StrCat("Tháng ", MonthNumberText(notice.month)), true);
  lxw_row_t row = 2;
  if (!notice.warning.empty()) sheet.Text(row++, 0, notice.warning, true);
  for (const NoticeLine& line : notice.head) {
    sheet.Text(row++, 0, absl::StrCat(line.label, ": ", line.value));
  }
  const lxw_row_t heading_row = row++;
  sheet.Heading(heading_row, 0, "");
  sheet.Heading(heading_row, 1, "Đơn vị tính: đồng");
  for (size_t i = 0; i < notice.columns.size(); ++i) {
    sheet.Heading(heading_row, static_cast<lxw_col_t>(i + 2), notice.columns[i]);
  }
  WriteTable(notice, row, sheet);
  row += static_cast<lxw_row_t>(notice.rows.size()) + 1;
  const auto last_column = static_cast<lxw_col_t>(notice.columns.size() + 1);
  for (const NoticeAmount& line : notice.further) {
    sheet.Text(row, 0, line.label);
    sheet.Amount(row++, last_column, line.amount_vnd);
  }
  ++row;
  for (const std::string& note : notice.notes) sheet.Text(row++, 0, note);
  sheet.Finish(heading_row);
}

// The sum below a list, where it has rows.
void WriteSum(lxw_row_t row, lxw_col_t column, int64_t sum_vnd, Sheet& sheet) {
  if (row < 2) return;
  sheet.Text(row, 0, "Cộng", true);
  sheet.Formula(row, column, SumOf(1, column, row - 1, column), sum_vnd);
}

void WriteMoney(const Notice& notice, int64_t sum_vnd, Sheet& sheet) {
  for (lxw_col_t i = 0; i < std::size(kMoneyHeadings); ++i) sheet.Heading(0, i, kMoneyHeadings[i]);
  lxw_row_t row = 1;
  for (const NoticeMoney& money : notice.money) {
    sheet.Date(row, 0, money.day);
    sheet.Label(row, 1, money.what);
    sheet.Amount(row, 2, money.amount_vnd);
    sheet.Label(row, 3, money.source);
    sheet.Label(row, 4, money.reference);
    ++row;
  }
  WriteSum(row, 2, sum_vnd, sheet);
  sheet.Finish(0);
}

void WriteAllocations(const Notice& notice, int64_t sum_vnd, Sheet& sheet) {
  for (lxw_col_t i = 0; i < std::size(kAllocationHeadings); ++i) {
    sheet.Heading(0, i, kAllocationHeadings[i]);
  }
  lxw_row_t row = 1;
  for (const NoticeAllocation& allocation : notice.allocations) {
    sheet.Date(row, 0, allocation.day);
    sheet.Label(row, 1, allocation.what);
    sheet.OfMonth(row, 2, allocation.month);
    sheet.Amount(row, 3, allocation.amount_vnd);
    ++row;
  }
  WriteSum(row, 3, sum_vnd, sheet);
  sheet.Finish(0);
}

absl::Status CheckExact(int64_t amount_vnd, const std::string& what) {
  if (amount_vnd > -kExactBound && amount_vnd < kExactBound) return absl::OkStatus();
  return absl::OutOfRangeError(absl::StrCat(OneLine(what), ": ", amount_vnd,
                                            " đồng is more than a spreadsheet holds exactly; ask "
                                            "for the text or JSON"));
}

// The sum of a list of entries with amounts; each and the sum are exact in a cell.
template <typename Entry>
absl::StatusOr<int64_t> ExactSum(const std::vector<Entry>& entries, const char* list) {
  int64_t sum_vnd = 0;
  for (const Entry& entry : entries) {
    BAOPHU_TRY(CheckExact(entry.amount_vnd, list));
    // Both are far from the limits of int64.
    sum_vnd += entry.amount_vnd;
    BAOPHU_TRY(CheckExact(sum_vnd, list));
  }
  return sum_vnd;
}

absl::Status CheckTable(const Notice& notice) {
  for (const NoticeRow& row : notice.rows) {
    for (size_t i = 0; i < row.amounts_vnd.size(); ++i) {
      BAOPHU_TRY(CheckExact(row.amounts_vnd[i].value_or(0),
                            absl::StrCat(row.label, ", ", notice.columns[i])));
    }
  }
  for (const NoticeAmount& line : notice.further) {
    BAOPHU_TRY(CheckExact(line.amount_vnd, line.label));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status SaveNotice(const Notice& notice, const std::string& path) {
  BAOPHU_TRY(CheckTable(notice));
  BAOPHU_ASSIGN(const int64_t paid_vnd, ExactSum(notice.money, "Tiền nộp"));
  BAOPHU_ASSIGN(const int64_t given_vnd, ExactSum(notice.allocations, "Phân bổ"));

  lxw_workbook* const workbook = workbook_new(path.c_str());
  if (workbook == nullptr) return absl::ResourceExhaustedError("no memory for the workbook");
  lxw_doc_properties properties = {};
  std::string title = notice.title;
  properties.title = title.data();
  // Not the time of writing, so that a statement asked for again is the same file.
  properties.created = int64_t{Day::LastOf(notice.month).number()} * 24 * 60 * 60;
  workbook_set_properties(workbook, &properties);
  const Formats formats(workbook);
  lxw_error error = LXW_NO_ERROR;
  Sheet sheet(workbook, formats, "Thông báo", true, error);
  WriteNotice(notice, sheet);
  Sheet money(workbook, formats, "Tiền nộp", false, error);
  WriteMoney(notice, paid_vnd, money);
  Sheet allocations(workbook, formats, "Phân bổ", false, error);
  WriteAllocations(notice, given_vnd, allocations);
  const lxw_error closed = workbook_close(workbook);
  if (error == LXW_NO_ERROR) error = closed;
  if (error == LXW_NO_ERROR) return absl::OkStatus();
  return absl::UnknownError(absl::StrCat(path, ": cannot be written: ", lxw_strerror(error)));
}

}  // namespace baophu::cli
