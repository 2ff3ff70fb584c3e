#ifndef BAOPHU_TESTS_UNIT_CLI_READ_WORKBOOK_H_
#define BAOPHU_TESTS_UNIT_CLI_READ_WORKBOOK_H_

#include <map>
#include <string>

namespace baophu::cli {

// A cell of a workbook as its file holds it.
struct WorkbookCell {
  std::string text;     // Of a string, or of a number.
  std::string formula;  // Without '='; empty: none.
  bool is_number = false;
  std::string number_format;  // Such as "#,##0"; empty: a general one.
};

struct WorkbookSheet {
  std::map<std::string, WorkbookCell> cells;  // By name, such as "C12".
  std::string xml;
};

// The sheets of an XLSX file by name; a test's failure when it is none.
std::map<std::string, WorkbookSheet> ReadWorkbook(const std::string& path);

}  // namespace baophu::cli

#endif  // BAOPHU_TESTS_UNIT_CLI_READ_WORKBOOK_H_
