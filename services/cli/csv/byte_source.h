#ifndef BAOPHU_SERVICES_CLI_CSV_BYTE_SOURCE_H_
#define BAOPHU_SERVICES_CLI_CSV_BYTE_SOURCE_H_

#include <zlib.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace baophu::cli {

// The bytes of a file from its beginning to its end, unpacked when it is gzip
// (which its first bytes tell, not its name). Memory does not grow with the
// file. Not thread-safe.
class ByteSource {
 public:
  // NOT_FOUND or PERMISSION_DENIED when the file cannot be opened,
  // INVALID_ARGUMENT when it is a folder, a pipe, or packed in another way than
  // gzip.
  static absl::StatusOr<std::unique_ptr<ByteSource>> Open(const std::string& path);

  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // Fills `buffer` as far as the file goes; fewer than `size` bytes only at the
  // end, 0 after it. DATA_LOSS for gzip that is cut off or damaged. Bytes that
  // were unpacked before the fault come first.
  absl::StatusOr<size_t> Read(char* buffer, size_t size);

  // Bytes of the file on disk, and how many of them have been used.
  int64_t file_bytes() const { return file_bytes_; }
  int64_t consumed_bytes() const { return read_bytes_ - static_cast<int64_t>(inflate_.avail_in); }

 private:
  ByteSource(std::string path, int fd, int64_t file_bytes);

  absl::Status CheckKind();
  absl::StatusOr<size_t> ReadFile(char* buffer, size_t size);
  absl::StatusOr<size_t> ReadGzip(char* buffer, size_t size);

  const std::string path_;
  const int fd_;
  const int64_t file_bytes_;
  int64_t read_bytes_ = 0;
  bool gzip_ = false;
  bool member_open_ = false;
  absl::Status fault_;
  z_stream inflate_ = {};
  std::vector<unsigned char> packed_;
};

// SHA-256 of the file's bytes as they are on disk, 64 hexadecimal digits.
absl::StatusOr<std::string> FileDigest(const std::string& path);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_CSV_BYTE_SOURCE_H_
