#include "common/keys/signing_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"

namespace baophu {
namespace {

SigningKey::Seed SeedOf(const std::string& digits) {
  const std::string bytes = absl::HexStringToBytes(digits);
  SigningKey::Seed seed;
  std::copy(bytes.begin(), bytes.end(), seed.begin());
  return seed;
}

TEST(Sha256Hex, IsThatOfTheStandard) {
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

// RFC 8032, section 7.1, tests 1 and 2.
TEST(SigningKey, SignsAsTheStandardSays) {
  const SigningKey first(
      SeedOf("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
  EXPECT_EQ(first.public_key(), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  EXPECT_EQ(
      first.Sign(""),
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf"
      "9b46bd25bf5f0595bbe24655141438e7a100b");
  const SigningKey second(
      SeedOf("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
  EXPECT_EQ(
      second.Sign("r"),
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f"
      "11d8c387b2eaeb4302aeeb00d291612bb0c00");
  EXPECT_NE(first.id(), second.id());
  EXPECT_EQ(first.id().size(), 16u);
}

TEST(SigningKey, ASignatureIsOfOneTextAndOneKey) {
  const SigningKey key(SeedOf("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
  const SigningKey other(SigningKey::Seed{});
  const std::string signature = key.Sign("text");
  EXPECT_TRUE(IsSignatureOf("text", signature, key.public_key()));
  EXPECT_FALSE(IsSignatureOf("Text", signature, key.public_key()));
  EXPECT_FALSE(IsSignatureOf("text", signature, other.public_key()));
  EXPECT_FALSE(IsSignatureOf("text", "", key.public_key()));
  EXPECT_FALSE(IsSignatureOf("text", signature, "zz"));
  EXPECT_FALSE(IsSignatureOf("text", absl::AsciiStrToUpper(signature), key.public_key()));
  for (size_t i = 0; i < signature.size(); ++i) {
    std::string changed = signature;
    changed[i] = changed[i] == '0' ? '1' : '0';
    EXPECT_FALSE(IsSignatureOf("text", changed, key.public_key())) << i;
  }
}

}  // namespace
}  // namespace baophu
