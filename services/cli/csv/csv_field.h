#ifndef BAOPHU_SERVICES_CLI_CSV_CSV_FIELD_H_
#define BAOPHU_SERVICES_CLI_CSV_CSV_FIELD_H_

#include <string>
#include <string_view>

namespace baophu::cli {

// A text as a field of a CSV row (RFC 4180), quoted where it must be.
std::string CsvField(std::string_view text);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_CSV_CSV_FIELD_H_
