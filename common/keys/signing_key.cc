#include "common/keys/signing_key.h"

#include <sodium.h>

#include <optional>

#include "absl/strings/escaping.h"

namespace baophu {
namespace {

static_assert(crypto_sign_SEEDBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64);

constexpr size_t kIdDigits = 16;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string Hex(const unsigned char* bytes, size_t size) {
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(bytes), size));
}

// Nothing but exactly these digits stands for bytes, so that no changed text
// is taken for the one that was signed.
std::optional<std::string> BytesOf(std::string_view digits, size_t size) {
  if (digits.size() != size * 2) return std::nullopt;
  std::string bytes = absl::HexStringToBytes(absl::string_view(digits.data(), digits.size()));
  if (Hex(Bytes(bytes), bytes.size()) != digits) return std::nullopt;
  return bytes;
}

}  // namespace

std::string Sha256Hex(std::string_view bytes) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, Bytes(bytes), bytes.size());
  return Hex(hash, sizeof hash);
}

SigningKey::SigningKey(const Seed& seed) {
  unsigned char public_key[crypto_sign_PUBLICKEYBYTES];
  crypto_sign_seed_keypair(public_key, secret_key_.data(), seed.data());
  public_key_ = Hex(public_key, sizeof public_key);
  id_ = Sha256Hex({reinterpret_cast<const char*>(public_key), sizeof public_key})
            .substr(0, kIdDigits);
}

std::string SigningKey::Sign(std::string_view text) const {
  unsigned char signature[crypto_sign_BYTES];
  crypto_sign_detached(signature, nullptr, Bytes(text), text.size(), secret_key_.data());
  return Hex(signature, sizeof signature);
}

bool IsSignatureOf(std::string_view text, std::string_view signature, std::string_view public_key) {
  const std::optional<std::string> signature_bytes = BytesOf(signature, crypto_sign_BYTES);
  const std::optional<std::string> key_bytes = BytesOf(public_key, crypto_sign_PUBLICKEYBYTES);
  return signature_bytes.has_value() && key_bytes.has_value() &&
         crypto_sign_verify_detached(Bytes(*signature_bytes), Bytes(text), text.size(),
                                     Bytes(*key_bytes)) == 0;
}

}  // namespace baophu
