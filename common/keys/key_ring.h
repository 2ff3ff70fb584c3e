#ifndef BAOPHU_COMMON_KEYS_KEY_RING_H_
#define BAOPHU_COMMON_KEYS_KEY_RING_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/keys/signing_key.h"

namespace baophu {

// A keyed hash of 128 bits, as two integers that a database can index.
struct KeyedHash {
  int64_t high = 0;
  int64_t low = 0;

  friend auto operator<=>(const KeyedHash&, const KeyedHash&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const KeyedHash& hash) {
    return H::combine(std::move(h), hash.high, hash.low);
  }
};

// The service's secret: one file of 32 bytes, from which the keys for hashing
// identifiers, encrypting them, sealing page tokens and signing are derived
// (libsodium).
// All replicas of a service share the file; losing it makes identifiers
// unreadable for ever. Immutable, safe to share between threads.
class KeyRing {
 public:
  // Reads the file. FAILED_PRECONDITION when it is missing, has another size or
  // others may read it.
  static absl::StatusOr<KeyRing> Load(const std::string& path);
  // The same, but creates the file with mode 0600 when it does not exist.
  static absl::StatusOr<KeyRing> LoadOrCreate(const std::string& path);

  // The same text always hashes the same; without the key it cannot be guessed
  // from a list of all identifiers.
  KeyedHash Hash(std::string_view text) const;

  // Encrypts and authenticates; URL-safe text. Each call differs.
  std::string Seal(std::string_view text) const;
  // INVALID_ARGUMENT when the text was not made by Seal with this key.
  absl::StatusOr<std::string> Open(std::string_view sealed) const;

  // The pair that signs what the service vouches for; its public key may be
  // given to anybody.
  SigningKey Signing() const { return SigningKey(signing_seed_); }

 private:
  using Key = std::array<unsigned char, 32>;
  KeyRing() = default;

  Key hash_key_{};
  Key seal_key_{};
  Key signing_seed_{};
};

}  // namespace baophu

#endif  // BAOPHU_COMMON_KEYS_KEY_RING_H_
