#include "common/keys/key_ring.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace baophu {
namespace {

static_assert(crypto_secretbox_KEYBYTES == 32 && crypto_kdf_KEYBYTES == 32);
// Names the use of the derived keys; changing it makes all of them unreadable.
constexpr char kContext[crypto_kdf_CONTEXTBYTES + 1] = "baophu01";
constexpr uint64_t kHashSubkey = 1;
constexpr uint64_t kSealSubkey = 2;
constexpr uint64_t kSigningSubkey = 3;

absl::Status CannotUse(const std::string& path, std::string_view why) {
  return absl::FailedPreconditionError(
      absl::StrCat("key file ", path, ": ", absl::string_view(why.data(), why.size())));
}

absl::Status CreateIfMissing(const std::string& path) {
  if (access(path.c_str(), F_OK) == 0) return absl::OkStatus();
  // Gets its name once it is complete, so that a program ended in between leaves
  // no half of a key.
  std::string unfinished = path + ".XXXXXX";
  const int file = mkostemp(unfinished.data(), O_CLOEXEC);
  if (file < 0) return CannotUse(path, "cannot be created; check the folder and its rights");
  unsigned char bytes[32];
  randombytes_buf(bytes, sizeof bytes);
  const bool written = write(file, bytes, sizeof bytes) == sizeof bytes && fsync(file) == 0;
  close(file);
  sodium_memzero(bytes, sizeof bytes);
  // Another replica's key, made meanwhile, stays.
  const bool named = written && (link(unfinished.c_str(), path.c_str()) == 0 || errno == EEXIST);
  unlink(unfinished.c_str());
  return named ? absl::OkStatus() : CannotUse(path, "cannot be written; check the disk");
}

}  // namespace

absl::StatusOr<KeyRing> KeyRing::LoadOrCreate(const std::string& path) {
  if (sodium_init() < 0) return absl::InternalError("libsodium does not start");
  if (absl::Status created = CreateIfMissing(path); !created.ok()) return created;
  return Load(path);
}

absl::StatusOr<KeyRing> KeyRing::Load(const std::string& path) {
  if (sodium_init() < 0) return absl::InternalError("libsodium does not start");
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) {
    return CannotUse(path, "is missing; restore it from where its copy is kept");
  }
  if (file < 0) return CannotUse(path, "cannot be read; check its rights");
  struct stat facts {};
  unsigned char master[33];
  const ssize_t size = read(file, master, sizeof master);
  const bool stated = fstat(file, &facts) == 0;
  close(file);
  if (size != 32) return CannotUse(path, "must hold exactly 32 random bytes");
  if (!stated || (facts.st_mode & 077) != 0) {
    return CannotUse(path, "may be read by others; run chmod 600 on it");
  }

  KeyRing ring;
  crypto_kdf_derive_from_key(ring.hash_key_.data(), ring.hash_key_.size(), kHashSubkey, kContext,
                             master);
  crypto_kdf_derive_from_key(ring.seal_key_.data(), ring.seal_key_.size(), kSealSubkey, kContext,
                             master);
  crypto_kdf_derive_from_key(ring.signing_seed_.data(), ring.signing_seed_.size(), kSigningSubkey,
                             kContext, master);
  sodium_memzero(master, sizeof master);
  return ring;
}

KeyedHash KeyRing::Hash(std::string_view text) const {
  unsigned char bytes[16];
  crypto_generichash(bytes, sizeof bytes, reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), hash_key_.data(), hash_key_.size());
  KeyedHash hash;
  std::memcpy(&hash.high, bytes, 8);
  std::memcpy(&hash.low, bytes + 8, 8);
  return hash;
}

std::string KeyRing::Seal(std::string_view text) const {
  std::string box(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size(), '\0');
  auto* bytes = reinterpret_cast<unsigned char*>(box.data());
  randombytes_buf(bytes, crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(bytes + crypto_secretbox_NONCEBYTES,
                        reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes,
                        seal_key_.data());
  return absl::WebSafeBase64Escape(box);
}

absl::StatusOr<std::string> KeyRing::Open(std::string_view sealed) const {
  std::string box;
  constexpr size_t kOverhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (absl::WebSafeBase64Unescape(absl::string_view(sealed.data(), sealed.size()), &box) &&
      box.size() >= kOverhead) {
    const auto* bytes = reinterpret_cast<const unsigned char*>(box.data());
    std::string text(box.size() - kOverhead, '\0');
    if (crypto_secretbox_open_easy(
            reinterpret_cast<unsigned char*>(text.data()), bytes + crypto_secretbox_NONCEBYTES,
            box.size() - crypto_secretbox_NONCEBYTES, bytes, seal_key_.data()) == 0) {
      return text;
    }
  }
  return absl::InvalidArgumentError("was not issued by this service, or was changed");
}

}  // namespace baophu
