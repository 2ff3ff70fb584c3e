#ifndef BAOPHU_SERVICES_CLI_CSV_TEXT_ENCODING_H_
#define BAOPHU_SERVICES_CLI_CSV_TEXT_ENCODING_H_

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"

namespace baophu::cli {

// Names the encoding of a text that is not UTF-8 by its first bytes: UTF-16 or
// UTF-32 with a byte-order mark, or UTF-16 without one by its zero bytes.
// OK for everything else. `path` only goes into the message.
absl::Status CheckFirstBytes(std::string_view path, std::string_view first_bytes);

// Bytes of the UTF-8 byte-order mark at the start of a text: 3 or 0.
size_t ByteOrderMarkBytes(std::string_view first_bytes);

// Checks that a text, fed in blocks, is UTF-8. The first fault is told with its
// line, its byte offset and what the text probably is instead. Not thread-safe.
class Utf8Checker {
 public:
  explicit Utf8Checker(std::string_view path) : path_(path) {}

  // INVALID_ARGUMENT at the first byte that is not UTF-8. `valid_bytes` says
  // how much of `block` may be used: all of it, or what comes before the fault.
  // A character may be split between blocks.
  absl::Status Feed(std::string_view block, size_t* valid_bytes);

  // INVALID_ARGUMENT when the text ends inside a character.
  absl::Status Finish();

 private:
  absl::Status Fault(std::string_view around, unsigned char byte, int64_t offset, int64_t line);

  const std::string_view path_;
  int64_t offset_ = 0;  // Of the first byte of the next block.
  int64_t line_ = 1;    // Of the first byte of the next block.
  bool seen_multibyte_ = false;
  // What a character at the end of a block still needs.
  unsigned char pending_[4] = {};
  size_t pending_bytes_ = 0;
};

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_CSV_TEXT_ENCODING_H_
