#include "services/target/closing/closing_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "absl/strings/str_cat.h"
#include "common/sql/database.h"
#include "target_schema.h"
#include "tests/support/test_database.h"

namespace baophu::target {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int64_t kAll = std::numeric_limits<int64_t>::max();

class ClosingStoreTest : public testing::TestWithParam<sql::Engine> {
 protected:
  ClosingStoreTest() : files_(GetParam(), TargetMigrations()) {}

  void Write(const std::function<void(soci::session&)>& write) {
    const absl::Status status = files_.get().Write([&](soci::session& session) {
      write(session);
      return absl::OkStatus();
    });
    ASSERT_TRUE(status.ok()) << status;
  }

  template <typename Result>
  Result Read(const std::function<Result(soci::session&)>& read) {
    Result result;
    const absl::Status status = files_.get().Read([&](soci::session& session) {
      result = read(session);
      return absl::OkStatus();
    });
    EXPECT_TRUE(status.ok()) << status;
    return result;
  }

  // Adds the next entry of the chain.
  void Add(ClosingEntryKind kind, const char* month, int64_t closing_id,
           const std::vector<FrozenReport>& reports = {}) {
    Write([&](soci::session& session) {
      const std::optional<StoredEntry> newest = closing_store::Newest(session);
      ClosingEntry entry;
      entry.entry_id = newest.has_value() ? newest->entry.entry_id + 1 : 1;
      entry.kind = kind;
      entry.month = *Month::Parse(month);
      entry.closing_id = closing_id;
      entry.revisions = {{11, 22, 33}};
      entry.recorded_us = 1'700'000'000'000'000 + entry.entry_id;
      entry.note = "Số 1/BC-BHXH 'a' \\";
      std::vector<ReportDigest> digests;
      for (const FrozenReport& report : reports) {
        digests.push_back({report.area, Sha256Hex(report.bytes)});
      }
      closing_store::Add(
          session, entry,
          Seal(entry, newest.has_value() ? newest->seal.hash : kNoHash, digests, key_), reports,
          digests);
    });
  }

  // Two closings of a month with a reopening between, and one of another month.
  void AddChain() {
    const std::vector<FrozenReport> reports = {{AreaCode::FromTrusted("31"), BytesWithZeros()},
                                               {AreaCode::FromTrusted("303"), "b"}};
    Add(ClosingEntryKind::kClose, "2023-08", 1, {reports[1], reports[0]});
    Add(ClosingEntryKind::kReopen, "2023-08", 1);
    Add(ClosingEntryKind::kClose, "2023-07", 3, {{AreaCode::FromTrusted("31"), "c"}});
    Add(ClosingEntryKind::kClose, "2023-08", 4, {reports[1], reports[0]});
  }

  static std::string BytesWithZeros() { return std::string("a\0\n\xff", 4); }

  std::optional<std::string> FirstOff(soci::session& session) {
    std::optional<std::string> off;
    int64_t id = 0;
    std::string hash(kNoHash);
    closing_store::ReadChain(session, kAll, [&](const ClosingLink& link) {
      off = WhatIsOff(link, id, hash, key_);
      id = link.entry.entry_id;
      hash = link.seal.hash;
      return !off.has_value();
    });
    return off;
  }
  std::optional<std::string> FirstOff() {
    return Read<std::optional<std::string>>(
        [this](soci::session& session) { return FirstOff(session); });
  }

  const SigningKey key_{SigningKey::Seed{1}};
  TestDatabase files_;
};

TEST_P(ClosingStoreTest, KeepsWhatWasClosed) {
  AddChain();
  const auto first = Read<std::optional<StoredClosing>>(
      [](soci::session& session) { return closing_store::Find(session, 1); });
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->closed.entry.month, *Month::Parse("2023-08"));
  EXPECT_EQ(first->closed.entry.revisions, (Revisions{{11, 22, 33}}));
  EXPECT_EQ(first->closed.entry.note, "Số 1/BC-BHXH 'a' \\");
  EXPECT_EQ(first->closed.report_count, 2);
  ASSERT_TRUE(first->reopened.has_value());
  EXPECT_EQ(first->reopened->entry.entry_id, 2);
  EXPECT_EQ(first->reopened->seal.previous_hash, first->closed.seal.hash);

  const auto find = [&](int64_t id) {
    return Read<std::optional<StoredClosing>>(
        [id](soci::session& session) { return closing_store::Find(session, id); });
  };
  EXPECT_FALSE(find(2).has_value()) << "a reopening is no closing";
  EXPECT_FALSE(find(5).has_value());
  const auto newest = Read<std::optional<StoredClosing>>([](soci::session& session) {
    return closing_store::NewestOf(session, *Month::Parse("2023-08"));
  });
  ASSERT_TRUE(newest.has_value());
  EXPECT_EQ(newest->closed.entry.entry_id, 4);
  EXPECT_FALSE(newest->reopened.has_value());
}

TEST_P(ClosingStoreTest, ReportsComeByCodeAsTheyWere) {
  AddChain();
  const auto reports = [&](const std::string& area, const std::string& after, int64_t limit) {
    std::vector<std::string> found;
    for (const FrozenReport& report : Read<std::vector<FrozenReport>>([&](soci::session& session) {
           return closing_store::ReportsOf(session, 1, area, after, limit);
         })) {
      found.push_back(absl::StrCat(report.area.ToString(), " ", report.bytes));
    }
    return found;
  };
  EXPECT_THAT(reports("", "", 10), ElementsAre("303 b", "31 " + BytesWithZeros()));
  EXPECT_THAT(reports("", "303", 10), ElementsAre("31 " + BytesWithZeros()));
  EXPECT_THAT(reports("", "", 1), ElementsAre("303 b"));
  EXPECT_THAT(reports("31", "", 10), ElementsAre("31 " + BytesWithZeros()));
  EXPECT_THAT(reports("24", "", 10), IsEmpty());
}

TEST_P(ClosingStoreTest, ListsClosingsOfAMonthOrAll) {
  AddChain();
  const auto ids = [&](std::optional<Month> month, int64_t after, int64_t limit) {
    std::vector<int64_t> found;
    for (const StoredClosing& closing :
         Read<std::vector<StoredClosing>>([&](soci::session& session) {
           return closing_store::List(session, month, after, limit);
         })) {
      found.push_back(closing.closed.entry.entry_id);
    }
    return found;
  };
  EXPECT_THAT(ids(std::nullopt, 0, 10), ElementsAre(1, 3, 4));
  EXPECT_THAT(ids(std::nullopt, 1, 1), ElementsAre(3));
  EXPECT_THAT(ids(*Month::Parse("2023-08"), 0, 10), ElementsAre(1, 4));
  EXPECT_THAT(ids(*Month::Parse("2023-09"), 0, 10), IsEmpty());
}

// Whoever may write to the database changes one cell, or takes out one row.
TEST_P(ClosingStoreTest, AnyChangeOfTheTablesIsFound) {
  AddChain();
  ASSERT_EQ(FirstOff(), std::nullopt);
  const std::vector<std::string> statements = {
      "UPDATE closing_entry SET entry_id = 9 WHERE entry_id = 3",
      "UPDATE closing_entry SET kind = 3 WHERE entry_id = 2",
      "UPDATE closing_entry SET kind = 1 WHERE entry_id = 2",
      "UPDATE closing_entry SET month = month + 1 WHERE entry_id = 3",
      // Another number that ends in the same bits.
      "UPDATE closing_entry SET month = month + 4294967296 WHERE entry_id = 3",
      "UPDATE closing_entry SET closing_id = 4 WHERE entry_id = 2",
      "UPDATE closing_entry SET replaces_id = 1 WHERE entry_id = 4",
      "UPDATE closing_entry SET participant_revision = 12 WHERE entry_id = 1",
      "UPDATE closing_entry SET contribution_revision = 23 WHERE entry_id = 1",
      "UPDATE closing_entry SET target_revision = 34 WHERE entry_id = 1",
      "UPDATE closing_entry SET recorded_us = recorded_us - 1 WHERE entry_id = 4",
      "UPDATE closing_entry SET report_count = 1 WHERE entry_id = 4",
      "UPDATE closing_entry SET note = 'other' WHERE entry_id = 2",
      "UPDATE closing_entry SET previous_hash = hash WHERE entry_id = 2",
      "UPDATE closing_entry SET hash = previous_hash WHERE entry_id = 2",
      "UPDATE closing_entry SET signature = UPPER(signature) WHERE entry_id = 2",
      "UPDATE closing_entry SET key_id = '' WHERE entry_id = 2",
      "DELETE FROM closing_entry WHERE entry_id = 2",
      "DELETE FROM closing_entry WHERE entry_id = 1",
      "UPDATE closed_report SET report = 'Yg' WHERE closing_id = 1 AND area = '31'",
      "UPDATE closed_report SET report = '' WHERE closing_id = 1 AND area = '31'",
      "UPDATE closed_report SET sha256 = '' WHERE closing_id = 4 AND area = '31'",
      "UPDATE closed_report SET area = '24' WHERE closing_id = 4 AND area = '303'",
      "UPDATE closed_report SET closing_id = 2 WHERE closing_id = 3",
      "DELETE FROM closed_report WHERE closing_id = 4 AND area = '31'",
  };
  for (const std::string& statement : statements) {
    SCOPED_TRACE(statement);
    const absl::Status rolled_back = files_.get().Write([&](soci::session& session) {
      session << statement;
      EXPECT_NE(FirstOff(session), std::nullopt);
      return absl::CancelledError("as it was");
    });
    EXPECT_TRUE(absl::IsCancelled(rolled_back)) << rolled_back;
  }
  EXPECT_EQ(FirstOff(), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Engines, ClosingStoreTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

}  // namespace
}  // namespace baophu::target
