#include "common/text/normalise.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace baophu {
namespace {

std::string SqueezeSpaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    out.push_back(c);
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

absl::Status ControlCharacter() {
  return absl::InvalidArgumentError("holds a control character; remove it");
}

}  // namespace

absl::StatusOr<std::string> NormaliseText(std::string_view text, size_t max_bytes) {
  const auto too_long = [&] {
    return absl::InvalidArgumentError(
        absl::StrCat("is longer than ", max_bytes, " bytes; shorten it"));
  };
  // NFC makes text at most three times as long.
  if (text.size() > max_bytes * 3) return too_long();

  const bool ascii = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  std::string composed;
  if (ascii) {
    composed.assign(text);
  } else {
    utf8proc_uint8_t* mapped = nullptr;
    const utf8proc_ssize_t length =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                     static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
    if (length < 0) {
      return absl::InvalidArgumentError("is not valid UTF-8; convert the file to UTF-8");
    }
    composed.assign(reinterpret_cast<const char*>(mapped), static_cast<size_t>(length));
  }
  for (size_t i = 0; i < composed.size(); ++i) {
    const auto byte = static_cast<unsigned char>(composed[i]);
    if (byte < 0x20 || byte == 0x7f) return ControlCharacter();
    // U+0080 to U+009F are C2 80 to C2 9F in UTF-8.
    if (byte == 0xc2 && i + 1 < composed.size() &&
        static_cast<unsigned char>(composed[i + 1]) < 0xa0) {
      return ControlCharacter();
    }
  }
  std::string out = SqueezeSpaces(composed);
  if (out.size() > max_bytes) return too_long();
  return out;
}

}  // namespace baophu
