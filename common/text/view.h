#ifndef BAOPHU_COMMON_TEXT_VIEW_H_
#define BAOPHU_COMMON_TEXT_VIEW_H_

#include <string_view>

#include "absl/strings/string_view.h"

namespace baophu {

// A text for a function of Abseil, which is packaged for C++14 and has a view of
// its own.
inline absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace baophu

#endif  // BAOPHU_COMMON_TEXT_VIEW_H_
