// The order of writes and the feed, the same on SQLite and PostgreSQL.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/feed/committer.h"
#include "common/feed/feed_log.h"
#include "common/feed/request_log.h"
#include "feed_schema.h"
#include "tests/support/test_database.h"

namespace baophu {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class FeedTest : public testing::TestWithParam<sql::Engine> {
 protected:
  absl::StatusOr<int64_t> Write(const std::string& payload) {
    return committer_.Run([&](Commit& commit) -> absl::StatusOr<bool> {
      commit.AddEntry("area_month", payload);
      return true;
    });
  }

  TestDatabase database_{GetParam(), FeedSchema()};
  RevisionClock clock_{database_.get()};
  Committer committer_{database_.get(), clock_};
  FeedLog log_{database_.get()};
};

INSTANTIATE_TEST_SUITE_P(Engines, FeedTest,
                         testing::Values(sql::Engine::kSqlite, sql::Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == sql::Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(FeedTest, EveryCommittedWriteIsInTheFeedUnderItsRevision) {
  const std::string bytes("\0\1binary\xff", 9);
  const int64_t revision = Write(bytes).value();
  const auto entries = log_.ReadAfter(revision - 1, {}, 100).value();
  ASSERT_THAT(entries, SizeIs(2));
  EXPECT_EQ(entries[0].payload, bytes);
  EXPECT_EQ(entries[0].ordinal, 1);
  EXPECT_EQ(entries[1].ordinal, 0);
  EXPECT_GT(entries[1].committed_us, 0);
  EXPECT_EQ(clock_.newest(), revision);
}

TEST_P(FeedTest, AWriteThatFailsOrChangesNothingLeavesNoTrace) {
  const int64_t before = Write("a").value();
  const auto failed = committer_.Run([](Commit& commit) -> absl::StatusOr<bool> {
    commit.AddEntry("area_month", "lost");
    return absl::AbortedError("no");
  });
  EXPECT_EQ(failed.status().code(), absl::StatusCode::kAborted);
  const auto unchanged = committer_.Run([](Commit& commit) -> absl::StatusOr<bool> {
    commit.AddEntry("area_month", "lost");
    return false;
  });
  EXPECT_EQ(unchanged.value(), before);
  EXPECT_EQ(log_.Bounds()->revision, before);
}

TEST_P(FeedTest, AFailureInASharedTransactionUndoesOnlyItself) {
  constexpr int kWriters = 24;
  std::vector<std::thread> writers;
  std::atomic<int> good = 0;
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&, i] {
      const auto outcome = committer_.Run([i](Commit& commit) -> absl::StatusOr<bool> {
        commit.AddEntry("area_month", absl::StrCat(i));
        // A statement that the database refuses, for every third writer.
        if (i % 3 == 0) commit.session() << "INSERT INTO revision VALUES (1, 1, 1, 1)";
        return true;
      });
      if (outcome.ok()) ++good;
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(good, kWriters - kWriters / 3);
  int entries = 0;
  const std::vector<FeedEntry> all = log_.ReadAfter(0, {}, 1000).value();
  for (const FeedEntry& entry : all) {
    if (entry.ordinal == 0) continue;
    ++entries;
    EXPECT_NE(std::stoi(entry.payload) % 3, 0);
  }
  EXPECT_EQ(entries, good);
}

TEST_P(FeedTest, HistoryThatIsCompactedIsOutOfRange) {
  Write("a").value();
  const int64_t second = Write("b").value();
  ASSERT_TRUE(database_.get()
                  .Write([&](soci::session& session) {
                    const long long up_to = second;
                    session << "UPDATE revision SET compacted_revision = :r WHERE id = 1",
                        soci::use(up_to);
                    session << "DELETE FROM feed WHERE revision <= :r", soci::use(up_to);
                    session << "DELETE FROM feed_revision WHERE revision <= :r", soci::use(up_to);
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_EQ(log_.ReadAfter(0, {}, 10).status().code(), absl::StatusCode::kOutOfRange);
  const int64_t third = Write("c").value();
  EXPECT_THAT(log_.ReadAfter(second, {}, 10).value(), SizeIs(2));
  EXPECT_EQ(log_.Bounds()->compacted_revision, second);
  EXPECT_EQ(log_.Bounds()->revision, third);
}

TEST_P(FeedTest, ARevisionThatIsNotCommittedIsOutOfRange) {
  const int64_t newest = Write("a").value();
  EXPECT_THAT(log_.ReadAfter(newest, {}, 10).value(), SizeIs(0));
  const absl::Status ahead = log_.ReadAfter(newest + 1, {}, 10).status();
  EXPECT_EQ(ahead.code(), absl::StatusCode::kOutOfRange);
  EXPECT_THAT(std::string(ahead.message()),
              HasSubstr(absl::StrCat("after_revision: is ", newest + 1,
                                     ", while the newest revision is ", newest)));
}

TEST_P(FeedTest, OnlyTheTypesAskedForAreRead) {
  const int64_t revision = Write("a").value();
  EXPECT_THAT(log_.ReadAfter(revision - 1, {"wage_spans"}, 10).value(), SizeIs(1));
  EXPECT_EQ(log_.ReadAfter(0, {"a\"b"}, 10).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_P(FeedTest, LargeEntriesAreReadAFewRevisionsAtATime) {
  constexpr int kRevisions = 5;
  const std::string large(600 * 1024, 'x');
  for (int i = 0; i < kRevisions; ++i) ASSERT_TRUE(Write(large).ok());
  int64_t after = 0;
  int entries = 0, reads = 0;
  for (;;) {
    const std::vector<FeedEntry> read = log_.ReadAfter(after, {}, 2000).value();
    if (read.empty()) break;
    ++reads;
    EXPECT_LE(read.size(), 4u);
    for (const FeedEntry& entry : read) entries += entry.ordinal > 0;
    after = read.back().revision;
  }
  EXPECT_EQ(entries, kRevisions);
  EXPECT_GT(reads, 1);
}

TEST_P(FeedTest, TheClockTellsOfCommitsThroughOtherConnections) {
  const auto other = sql::Database::Open(database_.url(), 1).value();
  RevisionClock other_clock(*other);
  const int64_t next = clock_.newest() + 1;
  std::promise<bool> reached;
  other_clock.WaitFor(next, absl::Now() + absl::Seconds(20),
                      [&](bool in_time) { reached.set_value(in_time); });
  EXPECT_EQ(Write("a").value(), next);
  EXPECT_TRUE(reached.get_future().get());
}

TEST_P(FeedTest, ARequestIdIsAnsweredOnce) {
  const std::string id = "6f1c8f0e-6a4e-4b53-9a68-1d1d0c5f4f10";
  const std::string answer("answer\0of bytes", 15);
  EXPECT_TRUE(request_log::CheckRequestId(id).ok());
  EXPECT_FALSE(request_log::CheckRequestId("17").ok());
  ASSERT_TRUE(committer_
                  .Run([&](Commit& commit) -> absl::StatusOr<bool> {
                    request_log::Add(commit, id, "digest", answer);
                    return true;
                  })
                  .ok());
  const auto find = [&](const std::string& digest) {
    absl::StatusOr<std::optional<std::string>> found = std::nullopt;
    EXPECT_TRUE(committer_
                    .Run([&](Commit& commit) -> absl::StatusOr<bool> {
                      found = request_log::Find(commit, id, digest);
                      return false;
                    })
                    .ok());
    return found;
  };
  EXPECT_EQ(find("digest").value(), answer);
  EXPECT_EQ(find("other").status().code(), absl::StatusCode::kAlreadyExists);
}

TEST_P(FeedTest, AMigrationThatChangedIsRefused) {
  std::vector<sql::Migration> changed = FeedSchema();
  EXPECT_TRUE(database_.get().Migrate(changed).ok());
  changed[0].text += "CREATE TABLE more (id BIGINT PRIMARY KEY);\n";
  const absl::Status refused = database_.get().Migrate(changed);
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("0001_feed.sql"));
}

}  // namespace
}  // namespace baophu
