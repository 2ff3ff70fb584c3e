#include "services/cli/csv/text_encoding.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/text/view.h"

namespace baophu::cli {
namespace {

// Texts with zero bytes in them need their length.
using std::string_view_literals::operator""sv;  // NOLINT(misc-unused-using-decls)

absl::Status OtherEncoding(std::string_view path, const char* name, const char* iconv_name) {
  return absl::InvalidArgumentError(
      absl::StrCat(View(path), ": is ", name, " text, not UTF-8; convert it with: iconv -f ",
                   iconv_name, " -t UTF-8 ", View(path), " > converted.csv"));
}

// Bytes that the character which starts with `byte` should have; 0 when none
// starts so.
size_t SequenceBytes(unsigned char byte) {
  if (byte < 0x80) return 1;
  if (byte >= 0xc2 && byte <= 0xdf) return 2;
  if (byte >= 0xe0 && byte <= 0xef) return 3;
  if (byte >= 0xf0 && byte <= 0xf4) return 4;
  return 0;
}

// Bytes of the character at `text`; 0 when there is no valid one.
size_t CharacterBytes(const unsigned char* text, size_t size) {
  utf8proc_int32_t code_point;
  const utf8proc_ssize_t bytes =
      utf8proc_iterate(text, static_cast<utf8proc_ssize_t>(size), &code_point);
  return bytes > 0 ? static_cast<size_t>(bytes) : 0;
}

bool IsContinuation(unsigned char byte) { return (byte & 0xc0) == 0x80; }

// Length of the run of ASCII at `text`, eight bytes at a time.
size_t AsciiRun(const unsigned char* text, size_t size) {
  size_t at = 0;
  for (; at + 8 <= size; at += 8) {
    uint64_t word;
    std::memcpy(&word, text + at, 8);
    if ((word & 0x8080808080808080ULL) != 0) break;
  }
  while (at < size && text[at] < 0x80) ++at;
  return at;
}

}  // namespace

absl::Status CheckFirstBytes(std::string_view path, std::string_view first_bytes) {
  if (first_bytes.starts_with("\xff\xfe\0\0"sv) || first_bytes.starts_with("\0\0\xfe\xff"sv)) {
    return OtherEncoding(path, "UTF-32", "UTF-32");
  }
  if (first_bytes.starts_with("\xff\xfe") || first_bytes.starts_with("\xfe\xff")) {
    return OtherEncoding(path, "UTF-16", "UTF-16");
  }
  // A header line in UTF-16 has a zero in every other byte.
  const std::string_view sample = first_bytes.substr(0, 64);
  size_t zeros_even = 0, zeros_odd = 0;
  for (size_t i = 0; i < sample.size(); ++i) {
    if (sample[i] == '\0') ++(i % 2 == 0 ? zeros_even : zeros_odd);
  }
  if (sample.size() >= 8 && zeros_odd * 3 > sample.size() && zeros_even == 0) {
    return OtherEncoding(path, "UTF-16 (little-endian, without a byte-order mark)", "UTF-16LE");
  }
  if (sample.size() >= 8 && zeros_even * 3 > sample.size() && zeros_odd == 0) {
    return OtherEncoding(path, "UTF-16 (big-endian, without a byte-order mark)", "UTF-16BE");
  }
  return absl::OkStatus();
}

size_t ByteOrderMarkBytes(std::string_view first_bytes) {
  return first_bytes.starts_with("\xef\xbb\xbf") ? 3 : 0;
}

absl::Status Utf8Checker::Feed(std::string_view block, size_t* valid_bytes) {
  const auto* text = reinterpret_cast<const unsigned char*>(block.data());
  size_t at = 0;
  *valid_bytes = 0;
  if (pending_bytes_ > 0) {
    const size_t need = SequenceBytes(pending_[0]);
    size_t have = pending_bytes_;
    while (have < need && at < block.size() && IsContinuation(text[at])) {
      pending_[have++] = text[at++];
    }
    if (have < need && at == block.size()) {
      pending_bytes_ = have;
      offset_ += static_cast<int64_t>(block.size());
      *valid_bytes = block.size();
      return absl::OkStatus();
    }
    if (CharacterBytes(pending_, have) != need) {
      return Fault(block, pending_[0], offset_ - static_cast<int64_t>(pending_bytes_), line_);
    }
    seen_multibyte_ = true;
    pending_bytes_ = 0;
  }
  while (at < block.size()) {
    at += AsciiRun(text + at, block.size() - at);
    if (at == block.size()) break;
    const size_t need = SequenceBytes(text[at]);
    const size_t left = block.size() - at;
    if (need > left && std::all_of(text + at + 1, text + block.size(), IsContinuation)) {
      std::memcpy(pending_, text + at, left);
      pending_bytes_ = left;
      break;
    }
    if (need == 0 || need > left || CharacterBytes(text + at, need) != need) {
      *valid_bytes = at;
      return Fault(block.substr(at), text[at], offset_ + static_cast<int64_t>(at),
                   line_ + std::count(block.begin(), block.begin() + at, '\n'));
    }
    seen_multibyte_ = true;
    at += need;
  }
  offset_ += static_cast<int64_t>(block.size());
  line_ += std::count(block.begin(), block.end(), '\n');
  *valid_bytes = block.size();
  return absl::OkStatus();
}

absl::Status Utf8Checker::Finish() {
  if (pending_bytes_ == 0) return absl::OkStatus();
  const int64_t offset = offset_ - static_cast<int64_t>(pending_bytes_);
  return Fault({}, pending_[0], offset, line_);
}

absl::Status Utf8Checker::Fault(std::string_view around, unsigned char byte, int64_t offset,
                                int64_t line) {
  const std::string where =
      absl::StrCat(View(path_), ": line ", line, ", byte ", offset + 1, " (0x",
                   absl::Hex(byte, absl::kZeroPad2), ") is not UTF-8; ");
  if (seen_multibyte_) {
    return absl::InvalidArgumentError(
        absl::StrCat(where,
                     "the text before it is, so it is damaged there or parts of it were written in "
                     "another encoding: mend that place"));
  }
  const bool windows = std::any_of(around.begin(), around.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return u >= 0x80 && u <= 0x9f;
  });
  const char* const name = windows ? "Windows-1258" : "Latin-1 (ISO-8859-1) or Windows-1258";
  return absl::InvalidArgumentError(absl::StrCat(
      where, "it looks like ", name, " text: convert it with: iconv -f ",
      windows ? "WINDOWS-1258" : "ISO-8859-1", " -t UTF-8 ", View(path_), " > converted.csv"));
}

}  // namespace baophu::cli
