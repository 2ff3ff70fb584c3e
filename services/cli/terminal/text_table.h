#ifndef BAOPHU_SERVICES_CLI_TERMINAL_TEXT_TABLE_H_
#define BAOPHU_SERVICES_CLI_TERMINAL_TEXT_TABLE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace baophu::cli {

// Columns of a terminal that UTF-8 text takes: composed and decomposed accents are
// equally wide, bytes that are no UTF-8 are one each.
size_t DisplayWidth(std::string_view text);

// A table of text with columns as wide as what stands in them, two spaces apart.
// No line ends with a space. Not thread-safe.
class TextTable {
 public:
  enum class Align { kLeft, kRight };

  explicit TextTable(std::vector<Align> columns) : columns_(std::move(columns)) {}

  // Adds a row; a cell may have several lines and stands at the row's bottom, cells
  // left out are empty.
  void Add(std::vector<std::string> cells);

  // Adds a line as wide as the table.
  void AddRule();

  std::string Text() const;

 private:
  std::vector<size_t> Widths() const;

  const std::vector<Align> columns_;
  // One row of a terminal each; a rule has no cells.
  std::vector<std::vector<std::string>> lines_;
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_TERMINAL_TEXT_TABLE_H_
