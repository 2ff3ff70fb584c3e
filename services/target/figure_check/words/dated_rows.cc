#include "services/target/figure_check/words/dated_rows.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/csv/csv_table.h"
#include "common/status/try.h"

namespace baophu::target {

absl::StatusOr<std::vector<DatedRow>> ReadDatedRows(const std::string& file,
                                                    const std::string& text,
                                                    const std::vector<std::string>& columns) {
  BAOPHU_ASSIGN(std::vector<CsvRow> rows, ParseCsv(file, text, columns));
  std::vector<DatedRow> dated;
  for (CsvRow& row : rows) {
    DatedRow out;
    out.place = {file, row.line};
    for (size_t i = 0; i < columns.size(); ++i) {
      const bool from = columns[i] == "valid_from";
      if (!from && columns[i] != "valid_to") {
        out.cells.push_back(std::move(row.cells[i]));
        continue;
      }
      if (!from && row.cells[i].empty()) continue;
      const absl::StatusOr<Month> month = Month::Parse(row.cells[i]);
      if (!month.ok()) {
        return out.place.Fault(absl::StrCat(columns[i], " is \"", row.cells[i], "\""),
                               "write a month as 2024-09");
      }
      (from ? out.months.from : out.months.through) = *month;
    }
    if (out.months.through < out.months.from) {
      return out.place.Fault("valid_to is before valid_from", "swap them or leave valid_to empty");
    }
    dated.push_back(std::move(out));
  }
  return dated;
}

}  // namespace baophu::target
