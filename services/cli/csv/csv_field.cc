#include "services/cli/csv/csv_field.h"

namespace baophu::cli {

std::string CsvField(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  quoted += '"';
  return quoted;
}

std::string CsvText(std::string_view text) {
  const bool like_formula =
      !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos;
  return CsvField(like_formula ? "'" + std::string(text) : std::string(text));
}

}  // namespace baophu::cli
