#include "services/cli/terminal/wrapped_text.h"

#include <algorithm>

#include "services/cli/terminal/text_table.h"

namespace baophu::cli {

std::string WrappedText(std::string_view paragraph, size_t width, std::string_view indent) {
  std::string text;
  size_t used = 0;
  bool line_is_empty = true;
  while (!paragraph.empty()) {
    const size_t end = std::min(paragraph.find(' '), paragraph.size());
    const std::string_view word = paragraph.substr(0, end);
    const size_t wide = DisplayWidth(word);
    if (!line_is_empty && used + 1 + wide > width) {
      text += '\n';
      text += indent;
      used = DisplayWidth(indent);
      line_is_empty = true;
    }
    if (!line_is_empty) {
      text += ' ';
      ++used;
    }
    text += word;
    used += wide;
    line_is_empty = false;
    paragraph.remove_prefix(std::min(end + 1, paragraph.size()));
  }
  text += '\n';
  return text;
}

}  // namespace baophu::cli
