#ifndef BAOPHU_COMMON_KEYS_SIGNING_KEY_H_
#define BAOPHU_COMMON_KEYS_SIGNING_KEY_H_

#include <array>
#include <string>
#include <string_view>

namespace baophu {

// SHA-256 of bytes, as 64 lower-case hexadecimal digits.
std::string Sha256Hex(std::string_view bytes);

// A key pair of Ed25519 (RFC 8032). Immutable, safe to share between threads.
class SigningKey {
 public:
  using Seed = std::array<unsigned char, 32>;

  // The same seed always gives the same pair.
  explicit SigningKey(const Seed& seed);

  // The 64 bytes of the signature of a text, as 128 lower-case hexadecimal
  // digits. The same text always gives the same one.
  std::string Sign(std::string_view text) const;

  // The 32 bytes of the public key as 64 lower-case hexadecimal digits.
  const std::string& public_key() const { return public_key_; }

  // A short name of the pair: the first 16 digits of the SHA-256 of the public
  // key's bytes.
  const std::string& id() const { return id_; }

 private:
  std::array<unsigned char, 64> secret_key_{};
  std::string public_key_;
  std::string id_;
};

// Whether `signature` is that of `text` by the holder of the key; key and
// signature are hexadecimal digits, as SigningKey gives them. False for anything
// that is neither.
bool IsSignatureOf(std::string_view text, std::string_view signature, std::string_view public_key);

}  // namespace baophu

#endif  // BAOPHU_COMMON_KEYS_SIGNING_KEY_H_
