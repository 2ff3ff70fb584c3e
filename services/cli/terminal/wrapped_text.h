#ifndef BAOPHU_SERVICES_CLI_TERMINAL_WRAPPED_TEXT_H_
#define BAOPHU_SERVICES_CLI_TERMINAL_WRAPPED_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace baophu::cli {

// A paragraph broken at its spaces into lines of at most `width` columns, where no word is
// longer; lines after the first begin with `indent`. Ends with a line break.
std::string WrappedText(std::string_view paragraph, size_t width, std::string_view indent);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_TERMINAL_WRAPPED_TEXT_H_
