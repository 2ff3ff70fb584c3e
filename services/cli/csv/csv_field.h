#ifndef BAOPHU_SERVICES_CLI_CSV_CSV_FIELD_H_
#define BAOPHU_SERVICES_CLI_CSV_CSV_FIELD_H_

#include <string>
#include <string_view>

namespace baophu::cli {

// A text as a field of a CSV row (RFC 4180), quoted where it must be.
std::string CsvField(std::string_view text);

// The same for a text that a spreadsheet may open: one that begins with = + - @ or a
// control character, which would be taken for a formula, gets an apostrophe before it.
std::string CsvText(std::string_view text);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_CSV_CSV_FIELD_H_
