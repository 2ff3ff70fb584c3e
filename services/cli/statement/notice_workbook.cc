#include "services/cli/statement/notice_workbook.h"

#include <xlsxwriter.h>

#include <cstdint>
#include <iterator>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/try.h"
#include "services/cli/workbook/sheet_writer.h"

namespace baophu::cli {
namespace {

constexpr double kMarkWidth = 4;

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

void WriteTable(const Notice& notice, lxw_row_t first_row, SheetWriter& sheet) {
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

void WriteNotice(const Notice& notice, SheetWriter& sheet) {
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
void WriteSum(lxw_row_t row, lxw_col_t column, int64_t sum_vnd, SheetWriter& sheet) {
  if (row < 2) return;
  sheet.Text(row, 0, "Cộng", true);
  sheet.Formula(row, column, SumOf(1, column, row - 1, column), sum_vnd);
}

void WriteMoney(const Notice& notice, int64_t sum_vnd, SheetWriter& sheet) {
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

void WriteAllocations(const Notice& notice, int64_t sum_vnd, SheetWriter& sheet) {
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

// The sum of a list of entries with amounts; each and the sum are exact in a cell.
template <typename Entry>
absl::StatusOr<int64_t> ExactSum(const std::vector<Entry>& entries, const char* list) {
  int64_t sum_vnd = 0;
  for (const Entry& entry : entries) {
    BAOPHU_TRY(CheckExactAmount(entry.amount_vnd, list));
    // Both are far from the limits of int64.
    sum_vnd += entry.amount_vnd;
    BAOPHU_TRY(CheckExactAmount(sum_vnd, list));
  }
  return sum_vnd;
}

absl::Status CheckTable(const Notice& notice) {
  for (const NoticeRow& row : notice.rows) {
    for (size_t i = 0; i < row.amounts_vnd.size(); ++i) {
      BAOPHU_TRY(CheckExactAmount(row.amounts_vnd[i].value_or(0),
                                  absl::StrCat(row.label, ", ", notice.columns[i])));
    }
  }
  for (const NoticeAmount& line : notice.further) {
    BAOPHU_TRY(CheckExactAmount(line.amount_vnd, line.label));
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
  const SheetFormats formats(workbook);
  lxw_error error = LXW_NO_ERROR;
  SheetWriter sheet(workbook, formats, "Thông báo", true, error);
  WriteNotice(notice, sheet);
  SheetWriter money(workbook, formats, "Tiền nộp", false, error);
  WriteMoney(notice, paid_vnd, money);
  SheetWriter allocations(workbook, formats, "Phân bổ", false, error);
  WriteAllocations(notice, given_vnd, allocations);
  const lxw_error closed = workbook_close(workbook);
  if (error == LXW_NO_ERROR) error = closed;
  if (error == LXW_NO_ERROR) return absl::OkStatus();
  return absl::UnknownError(absl::StrCat(path, ": cannot be written: ", lxw_strerror(error)));
}

}  // namespace baophu::cli
