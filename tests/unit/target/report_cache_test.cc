#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/target/report_cache/report_store.h"
#include "services/target/report_cache/stored_report.h"

namespace baophu::target {
namespace {

class ReportCacheTest : public testing::Test {
 protected:
  ReportCacheTest() {
    char path[] = "/tmp/report_cache_test.XXXXXX";
    folder_ = mkdtemp(path);
    keys_.emplace(*KeyRing::LoadOrCreate(folder_ + "/key"));
  }
  ~ReportCacheTest() override { std::filesystem::remove_all(folder_); }

  static std::string Text(const StoredReport& report) {
    return {reinterpret_cast<const char*>(report.bytes.begin()), report.bytes.size()};
  }
  static ReportKey Key(int month) {
    return {AreaCode::FromTrusted("31"), Month::FromYearMonth(2024, 1) + month, 0};
  }

  std::string folder_;
  std::optional<KeyRing> keys_;
};

TEST_F(ReportCacheTest, AReportSurvivesTheCache) {
  const StoredReport report{{{1, 2, 3}},
                            grpc::Slice(std::string("a\0b", 3)),
                            {AreaCode::FromTrusted("30"), AreaCode::FromTrusted("10001")}};
  const auto decoded = DecodeReport(*keys_, "name", EncodeReport(*keys_, "name", report));
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->revisions, report.revisions);
  EXPECT_EQ(Text(*decoded), Text(report));
  EXPECT_EQ(decoded->predecessors, report.predecessors);
}

TEST_F(ReportCacheTest, EveryChangedByteMakesItGarbage) {
  const StoredReport report{
      {{1, 2, 3}}, grpc::Slice(std::string("some bytes")), {AreaCode::FromTrusted("30")}};
  const std::string value = EncodeReport(*keys_, "name", report);
  for (size_t i = 0; i < value.size(); ++i) {
    std::string changed = value;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(DecodeReport(*keys_, "name", changed).has_value()) << "byte " << i;
    EXPECT_FALSE(DecodeReport(*keys_, "name", value.substr(0, i)).has_value()) << "cut at " << i;
  }
  EXPECT_FALSE(DecodeReport(*keys_, "name", value + "x").has_value());
  EXPECT_FALSE(DecodeReport(*keys_, "another name", value).has_value());
  EXPECT_FALSE(DecodeReport(*KeyRing::LoadOrCreate(folder_ + "/other"), "name", value).has_value());
}

TEST_F(ReportCacheTest, RandomBytesAreGarbage) {
  std::mt19937 random(1);
  for (int i = 0; i < 1000; ++i) {
    std::string value(random() % 200, '\0');
    for (char& c : value) c = static_cast<char>(random());
    EXPECT_FALSE(DecodeReport(*keys_, "name", "BPR2" + value).has_value());
  }
}

TEST_F(ReportCacheTest, MemoryKeepsTheLastUsedWithinItsBytes) {
  ReportStore store({1000, nullptr, "p"}, *keys_);
  const std::string bytes(200, 'x');
  for (int i = 0; i < 3; ++i) {
    store.Put(Key(i), {{{1, 1, 1}}, grpc::Slice(bytes), {}});
    store.FindInMemory(Key(0));
  }
  EXPECT_TRUE(store.FindInMemory(Key(0)).has_value()) << "used last";
  EXPECT_FALSE(store.FindInMemory(Key(1)).has_value()) << "used least";
  EXPECT_TRUE(store.FindInMemory(Key(2)).has_value());
  store.Put(Key(3), {{{1, 1, 1}}, grpc::Slice(std::string(2000, 'x')), {}});
  EXPECT_FALSE(store.FindInMemory(Key(3)).has_value()) << "too large for all of it";
}

TEST_F(ReportCacheTest, ANewerReportIsNotReplacedByAnOlderOne) {
  ReportStore store({10'000, nullptr, "p"}, *keys_);
  store.Put(Key(0), {{{5, 5, 5}}, grpc::Slice(std::string("new")), {}});
  store.Put(Key(0), {{{4, 5, 5}}, grpc::Slice(std::string("old")), {}});
  EXPECT_EQ(Text(*store.FindInMemory(Key(0))), "new");
  store.Put(Key(0), {{{6, 5, 5}}, grpc::Slice(std::string("newest")), {}});
  EXPECT_EQ(Text(*store.FindInMemory(Key(0))), "newest");
}

TEST_F(ReportCacheTest, WithoutRedisThereIsNothingInRedis) {
  ReportStore store({0, nullptr, "p"}, *keys_);
  bool asked = false;
  store.FindInRedis(Key(0), [&](std::optional<StoredReport> report) {
    asked = true;
    EXPECT_FALSE(report.has_value());
  });
  EXPECT_TRUE(asked);
}

}  // namespace
}  // namespace baophu::target
