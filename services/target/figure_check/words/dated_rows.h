#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_WORDS_DATED_ROWS_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_WORDS_DATED_ROWS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/csv/csv_place.h"
#include "common/month/month.h"

namespace baophu::target {

// Months in which a row holds, both included.
struct RowMonths {
  Month from = Month::Min();
  Month through = Month::Max();

  bool Holds(Month month) const { return from <= month && month <= through; }
  // Whether it holds in some month of a year; in year 0, which is no year, always.
  bool HoldsIn(int year) const {
    return year == 0 || (from.year() <= year && year <= through.year());
  }
};

// A row of a file of deploy/config/figures, without its columns valid_from and valid_to.
struct DatedRow {
  CsvPlace place;
  std::vector<std::string> cells;
  RowMonths months;
};

// Reads the text of a file with these columns, two of which are valid_from and valid_to.
// INVALID_ARGUMENT names the line.
absl::StatusOr<std::vector<DatedRow>> ReadDatedRows(const std::string& file,
                                                    const std::string& text,
                                                    const std::vector<std::string>& columns);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_WORDS_DATED_ROWS_H_
