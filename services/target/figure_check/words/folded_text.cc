#include "services/target/figure_check/words/folded_text.h"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"

namespace baophu::target {
namespace {

std::string LowerWithoutAccents(std::string_view text) {
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(text.size()), &mapped,
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                     UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (length < 0) return "";
  std::string lower(reinterpret_cast<const char*>(mapped), static_cast<size_t>(length));
  // A letter of its own and no d with a mark, as Unicode has it.
  constexpr std::string_view kBarredD = "\u0111";
  for (size_t at = 0; (at = lower.find(kBarredD, at)) != std::string::npos;) {
    lower.replace(at, kBarredD.size(), "d");
  }
  return lower;
}

std::vector<std::string> Words(std::string_view text, bool with_remarks) {
  std::vector<std::string> words;
  std::string word;
  int open_brackets = 0;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char c : LowerWithoutAccents(text)) {
    if (!with_remarks && (c == '(' || c == '[')) ++open_brackets;
    if (!with_remarks && (c == ')' || c == ']') && open_brackets > 0) {
      --open_brackets;
      end_word();
      continue;
    }
    if (open_brackets > 0) {
      end_word();
    } else if (c == '%') {
      end_word();
      words.emplace_back("%");
    } else if (absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
               static_cast<unsigned char>(c) >= 0x80) {
      word.push_back(c);
    } else {
      end_word();
    }
  }
  end_word();
  return words;
}

}  // namespace

std::vector<std::string> FoldedWords(std::string_view text) { return Words(text, false); }

std::string FoldedText(std::string_view text) { return absl::StrJoin(Words(text, false), " "); }

std::string FoldedTextWithRemarks(std::string_view text) {
  return absl::StrJoin(Words(text, true), " ");
}

}  // namespace baophu::target
