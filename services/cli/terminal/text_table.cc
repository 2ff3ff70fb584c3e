#include "services/cli/terminal/text_table.h"

#include <utf8proc.h>

#include <algorithm>

#include "absl/strings/str_split.h"

namespace baophu::cli {
namespace {

constexpr size_t kGap = 2;

}  // namespace

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t character = 0;
    const utf8proc_ssize_t taken = utf8proc_iterate(at, left, &character);
    width += taken > 0 ? static_cast<size_t>(utf8proc_charwidth(character)) : 1;
    at += std::max<utf8proc_ssize_t>(taken, 1);
    left -= std::max<utf8proc_ssize_t>(taken, 1);
  }
  return width;
}

void TextTable::Add(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  std::vector<std::vector<std::string>> cell_lines;
  size_t height = 1;
  for (const std::string& cell : cells) {
    cell_lines.push_back(absl::StrSplit(cell, '\n'));
    height = std::max(height, cell_lines.back().size());
  }
  for (size_t line = 0; line < height; ++line) {
    std::vector<std::string>& row = lines_.emplace_back();
    for (const std::vector<std::string>& cell : cell_lines) {
      const size_t above = height - cell.size();
      row.push_back(line < above ? "" : cell[line - above]);
    }
  }
}

void TextTable::AddRule() { lines_.emplace_back(); }

std::vector<size_t> TextTable::Widths() const {
  std::vector<size_t> widths(columns_.size());
  for (const std::vector<std::string>& line : lines_) {
    for (size_t i = 0; i < line.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(line[i]));
    }
  }
  return widths;
}

std::string TextTable::Text() const {
  const std::vector<size_t> widths = Widths();
  size_t table_width = 0;
  for (const size_t width : widths) table_width += width + kGap;
  std::string text;
  for (const std::vector<std::string>& line : lines_) {
    std::string row;
    if (line.empty() && table_width > kGap) row.assign(table_width - kGap, '-');
    for (size_t i = 0; i < line.size(); ++i) {
      const std::string padding(widths[i] - DisplayWidth(line[i]), ' ');
      row += columns_[i] == Align::kRight ? padding + line[i] : line[i] + padding;
      row.append(kGap, ' ');
    }
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + '\n';
  }
  return text;
}

}  // namespace baophu::cli
