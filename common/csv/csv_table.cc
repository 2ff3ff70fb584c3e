#include "common/csv/csv_table.h"

#include <csv.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/try.h"
#include "common/text/view.h"

namespace baophu {
namespace {

struct Lines {
  std::vector<CsvRow> rows;
  CsvRow current;
  int64_t line = 1;
};

void TakeCell(void* bytes, size_t length, void* lines) {
  static_cast<Lines*>(lines)->current.cells.emplace_back(static_cast<const char*>(bytes), length);
}

void TakeRow(int, void* context) {
  auto* lines = static_cast<Lines*>(context);
  lines->current.line = lines->line++;
  lines->rows.push_back(std::move(lines->current));
  lines->current = CsvRow();
}

absl::StatusOr<std::vector<CsvRow>> Split(std::string_view file, std::string_view text) {
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
    return absl::InternalError("the CSV reader cannot start");
  }
  Lines lines;
  const bool parsed =
      csv_parse(&parser, text.data(), text.size(), TakeCell, TakeRow, &lines) == text.size() &&
      csv_fini(&parser, TakeCell, TakeRow, &lines) == 0;
  csv_free(&parser);
  if (!parsed) {
    return absl::InvalidArgumentError(absl::StrCat(
        View(file), " line ", lines.line, ": quotes do not match; double a quote within quotes"));
  }
  return std::move(lines.rows);
}

}  // namespace

absl::StatusOr<std::vector<CsvRow>> ParseCsv(std::string_view file, std::string_view text,
                                             const std::vector<std::string>& columns) {
  // A byte-order mark is what a spreadsheet leaves in front of the header.
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  BAOPHU_ASSIGN(std::vector<CsvRow> rows, Split(file, text));
  const std::vector<std::string> header =
      rows.empty() ? std::vector<std::string>() : rows.front().cells;
  std::vector<size_t> places;
  for (const std::string& column : columns) {
    places.push_back(
        static_cast<size_t>(std::find(header.begin(), header.end(), column) - header.begin()));
  }
  const bool all_found = std::all_of(places.begin(), places.end(),
                                     [&](size_t place) { return place < header.size(); });
  if (!all_found || header.size() != columns.size()) {
    return absl::InvalidArgumentError(absl::StrCat(View(file), " line 1: has the columns ",
                                                   absl::StrJoin(header, ","), "; write ",
                                                   absl::StrJoin(columns, ",")));
  }
  std::vector<CsvRow> ordered;
  for (size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].cells.size() != columns.size()) {
      return absl::InvalidArgumentError(absl::StrCat(View(file), " line ", rows[i].line, ": has ",
                                                     rows[i].cells.size(), " cells; write ",
                                                     columns.size()));
    }
    CsvRow& row = ordered.emplace_back();
    row.line = rows[i].line;
    for (const size_t place : places) row.cells.push_back(rows[i].cells[place]);
  }
  return ordered;
}

absl::StatusOr<std::string> ReadTextFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file.is_open() || file.bad()) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, " cannot be read; check --config_dir and the rights of the file"));
  }
  return text.str();
}

}  // namespace baophu
