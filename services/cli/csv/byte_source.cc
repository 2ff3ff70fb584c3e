#include "services/cli/csv/byte_source.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/status/try.h"

namespace baophu::cli {
namespace {

constexpr size_t kPackedBytes = 64 * 1024;
// Asks zlib for the gzip format and no other.
constexpr int kGzipWindowBits = 16 + MAX_WBITS;

constexpr std::string_view kGzipMagic = "\x1f\x8b";

struct OtherFormat {
  std::string_view magic;
  const char* name;
  const char* remedy;
};

constexpr OtherFormat kOtherFormats[] = {
    {"PK\x03\x04", "an Excel workbook or ZIP archive",
     "save it as CSV UTF-8, or unpack it, and import that"},
    {"\xd0\xcf\x11\xe0", "an old Excel workbook", "save it as CSV UTF-8 and import that"},
    {"BZh", "packed with bzip2", "unpack it or pack it with gzip"},
    {"\xfd\x37\x7a\x58", "packed with xz", "unpack it or pack it with gzip"},
    {"\x28\xb5\x2f\xfd", "packed with zstd", "unpack it or pack it with gzip"},
};

absl::Status ErrnoStatus(const std::string& path, int error) {
  const std::string message = absl::StrCat(path, ": cannot be read: ", std::strerror(error));
  if (error == ENOENT) return absl::NotFoundError(message);
  if (error == EACCES || error == EPERM) return absl::PermissionDeniedError(message);
  return absl::DataLossError(message);
}

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> ByteSource::Open(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return ErrnoStatus(path, errno);
  struct stat info;
  if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    close(fd);
    return absl::InvalidArgumentError(
        absl::StrCat(path,
                     ": is not a regular file; name a file, because it is read twice: once for its "
                     "digest, by which a broken import is resumed, and once for its rows"));
  }
  posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  std::unique_ptr<ByteSource> source(new ByteSource(path, fd, info.st_size));
  BAOPHU_TRY(source->CheckKind());
  return source;
}

ByteSource::ByteSource(std::string path, int fd, int64_t file_bytes)
    : path_(std::move(path)), fd_(fd), file_bytes_(file_bytes) {}

ByteSource::~ByteSource() {
  if (gzip_) inflateEnd(&inflate_);
  close(fd_);
}

absl::Status ByteSource::CheckKind() {
  std::array<char, 8> start = {};
  const ssize_t got = pread(fd_, start.data(), start.size(), 0);
  if (got < 0) return ErrnoStatus(path_, errno);
  const std::string_view bytes(start.data(), static_cast<size_t>(got));
  for (const OtherFormat& format : kOtherFormats) {
    if (bytes.starts_with(format.magic)) {
      return absl::InvalidArgumentError(
          absl::StrCat(path_, ": is ", format.name, ", not CSV; ", format.remedy));
    }
  }
  if (bytes.starts_with(kGzipMagic)) {
    if (inflateInit2(&inflate_, kGzipWindowBits) != Z_OK) {
      return absl::ResourceExhaustedError("no memory to unpack gzip");
    }
    gzip_ = true;
    packed_.resize(kPackedBytes);
  }
  return absl::OkStatus();
}

absl::StatusOr<size_t> ByteSource::Read(char* buffer, size_t size) {
  if (!fault_.ok()) return fault_;
  return gzip_ ? ReadGzip(buffer, size) : ReadFile(buffer, size);
}

absl::StatusOr<size_t> ByteSource::ReadFile(char* buffer, size_t size) {
  size_t filled = 0;
  while (filled < size) {
    const ssize_t got = read(fd_, buffer + filled, size - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      fault_ = ErrnoStatus(path_, errno);
      if (filled == 0) return fault_;
      break;
    }
    if (got == 0) break;
    filled += static_cast<size_t>(got);
    read_bytes_ += got;
  }
  return filled;
}

absl::StatusOr<size_t> ByteSource::ReadGzip(char* buffer, size_t size) {
  inflate_.next_out = reinterpret_cast<unsigned char*>(buffer);
  inflate_.avail_out = static_cast<unsigned>(size);
  while (inflate_.avail_out > 0) {
    if (inflate_.avail_in == 0) {
      absl::StatusOr<size_t> got =
          ReadFile(reinterpret_cast<char*>(packed_.data()), packed_.size());
      if (!got.ok()) {
        fault_ = got.status();
        break;
      }
      if (*got == 0) {
        if (member_open_) {
          fault_ = absl::DataLossError(
              absl::StrCat(path_, ": is a gzip file that is cut off at byte ", file_bytes_,
                           "; copy or make it again, the import then goes on where it stopped"));
        }
        break;
      }
      inflate_.next_in = packed_.data();
      inflate_.avail_in = static_cast<unsigned>(*got);
    }
    member_open_ = true;
    const int result = inflate(&inflate_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      // A gzip file may hold several members, one after the other.
      member_open_ = false;
      inflateReset(&inflate_);
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      fault_ = absl::DataLossError(absl::StrCat(path_, ": is a damaged gzip file, near byte ",
                                                consumed_bytes(), "; make it again"));
      break;
    }
  }
  const size_t filled = size - inflate_.avail_out;
  if (filled == 0 && !fault_.ok()) return fault_;
  return filled;
}

absl::StatusOr<std::string> FileDigest(const std::string& path) {
  if (sodium_init() < 0) return absl::InternalError("libsodium cannot start");
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return ErrnoStatus(path, errno);
  posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  std::vector<unsigned char> buffer(256 * 1024);
  while (true) {
    const ssize_t got = read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      const int error = errno;
      close(fd);
      return ErrnoStatus(path, error);
    }
    if (got == 0) break;
    crypto_hash_sha256_update(&state, buffer.data(), static_cast<size_t>(got));
  }
  close(fd);
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest;
  crypto_hash_sha256_final(&state, digest.data());
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

}  // namespace baophu::cli
