#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_WORDS_FOLDED_TEXT_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_WORDS_FOLDED_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace baophu::target {

// Words of a text in lower case without accents, so that "Kế hoạch BHXH Việt Nam
// giao", "ke_hoach_BHXH_Viet_Nam_giao" and decomposed accents read the same. Letters
// and digits make words, "%" is one, everything else stands between words. Remarks
// in brackets are left out. Text that is no UTF-8 has no words.
std::vector<std::string> FoldedWords(std::string_view text);

// The same, joined by spaces.
std::string FoldedText(std::string_view text);
// With the remarks in brackets.
std::string FoldedTextWithRemarks(std::string_view text);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_WORDS_FOLDED_TEXT_H_
