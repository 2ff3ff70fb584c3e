#include "common/keys/key_ring.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace baophu {
namespace {

class KeyRingTest : public testing::Test {
 protected:
  KeyRingTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "keys.XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~KeyRingTest() override { std::filesystem::remove_all(folder_); }

  std::string folder_;
};

TEST_F(KeyRingTest, TheSameFileGivesTheSameHashesAndOpensWhatItSealed) {
  const KeyRing first = KeyRing::LoadOrCreate(folder_ + "/key").value();
  const KeyRing again = KeyRing::LoadOrCreate(folder_ + "/key").value();
  EXPECT_EQ(first.Hash("1:3199000001"), again.Hash("1:3199000001"));
  EXPECT_NE(first.Hash("1:3199000001"), first.Hash("2:3199000001"));
  const std::string sealed = first.Seal("3199000001");
  EXPECT_EQ(sealed.find("3199000001"), std::string::npos);
  EXPECT_NE(sealed, first.Seal("3199000001"));
  EXPECT_EQ(again.Open(sealed).value(), "3199000001");
}

TEST_F(KeyRingTest, EachFileSignsWithAPairOfItsOwn) {
  const KeyRing keys = KeyRing::LoadOrCreate(folder_ + "/key").value();
  const KeyRing again = KeyRing::Load(folder_ + "/key").value();
  const KeyRing other = KeyRing::LoadOrCreate(folder_ + "/other").value();
  EXPECT_EQ(keys.Signing().Sign("text"), again.Signing().Sign("text"));
  EXPECT_NE(keys.Signing().public_key(), other.Signing().public_key());
}

TEST_F(KeyRingTest, AnotherKeyOrAChangedTextOpensNothing) {
  const KeyRing keys = KeyRing::LoadOrCreate(folder_ + "/key").value();
  const KeyRing other = KeyRing::LoadOrCreate(folder_ + "/other").value();
  std::string sealed = keys.Seal("text");
  EXPECT_FALSE(other.Open(sealed).ok());
  sealed[5] = sealed[5] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(keys.Open(sealed).ok());
  EXPECT_FALSE(keys.Open("").ok());
}

TEST_F(KeyRingTest, RefusesAFileThatOthersMayReadOrOfAnotherSize) {
  const std::string path = folder_ + "/key";
  ASSERT_TRUE(KeyRing::LoadOrCreate(path).ok());
  chmod(path.c_str(), 0644);
  EXPECT_EQ(KeyRing::LoadOrCreate(path).status().code(), absl::StatusCode::kFailedPrecondition);
  std::ofstream(folder_ + "/short") << "abc";
  chmod((folder_ + "/short").c_str(), 0600);
  EXPECT_EQ(KeyRing::LoadOrCreate(folder_ + "/short").status().code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace baophu
