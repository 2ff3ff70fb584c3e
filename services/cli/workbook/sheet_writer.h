#ifndef BAOPHU_SERVICES_CLI_WORKBOOK_SHEET_WRITER_H_
#define BAOPHU_SERVICES_CLI_WORKBOOK_SHEET_WRITER_H_

#include <xlsxwriter.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/month/month.h"

namespace baophu::cli {

// The name of a cell, such as C12.
std::string CellName(lxw_row_t row, lxw_col_t column);

// =SUM(...) of a range.
std::string SumOf(lxw_row_t first_row, lxw_col_t first_column, lxw_row_t last_row,
                  lxw_col_t last_column);

// OUT_OF_RANGE, naming `what`, for an amount of 2^53 or more, which a spreadsheet would
// round.
absl::Status CheckExactAmount(int64_t amount, const std::string& what);

// How cells look.
struct SheetFormats {
  explicit SheetFormats(lxw_workbook* workbook);

  lxw_format* title;
  lxw_format* bold;
  lxw_format* heading;
  lxw_format* amount;
  lxw_format* bold_amount;
  lxw_format* percent;
  lxw_format* link;
  lxw_format* day;
  lxw_format* month;
};

// One sheet, printed on A4 as wide as the page. Column widths follow what is written.
// Text is always text, whatever it begins with. `error` keeps the first thing that a cell
// could not hold.
class SheetWriter {
 public:
  SheetWriter(lxw_workbook* workbook, const SheetFormats& formats, const char* name,
              bool is_landscape, lxw_error& error);

  // Text that may run over the cells beside it.
  void Text(lxw_row_t row, lxw_col_t column, const std::string& text, bool is_bold = false);
  void Title(const std::string& text);
  // Text that its column is made wide enough for.
  void Label(lxw_row_t row, lxw_col_t column, const std::string& text, bool is_bold = false);
  void Heading(lxw_row_t row, lxw_col_t column, const std::string& text);
  void Amount(lxw_row_t row, lxw_col_t column, int64_t amount, bool is_bold = false);
  // A percentage as the services send it, "93.79"; an empty one leaves the cell empty.
  void Percent(lxw_row_t row, lxw_col_t column, const std::string& percent);
  // A formula and what it gives.
  void Formula(lxw_row_t row, lxw_col_t column, const std::string& formula, int64_t amount);
  void Date(lxw_row_t row, lxw_col_t column, Day day);
  void OfMonth(lxw_row_t row, lxw_col_t column, Month month);
  // A text that leads to an address.
  void Link(lxw_row_t row, lxw_col_t column, const std::string& url, const std::string& text);
  // A chart with its upper left corner in a cell.
  void Chart(lxw_row_t row, lxw_col_t column, lxw_chart* chart);

  void SetWidth(lxw_col_t column, double width);
  // Sets the widths, keeps the rows up to `heading_row` in view and prints that row on
  // every page.
  void Finish(lxw_row_t heading_row);

 private:
  void Keep(lxw_error error);
  void WriteDate(lxw_row_t row, lxw_col_t column, Day day, lxw_format* format);
  void Widen(lxw_col_t column, const std::string& text);

  const SheetFormats& formats_;
  lxw_worksheet* const sheet_;
  lxw_error& error_;
  std::vector<double> widths_;  // 0: as it is.
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_WORKBOOK_SHEET_WRITER_H_
