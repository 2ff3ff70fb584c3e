// Rows in and out, and statements that go together, the same on SQLite and
// PostgreSQL.

#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"
#include "common/sql/write.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/test_database.h"

namespace baophu::sql {
namespace {

using ::testing::ElementsAre;

std::vector<Migration> Schema() {
  return {
      {"0001_item.sql",
       "CREATE TABLE item (id BIGINT PRIMARY KEY, amount BIGINT NOT NULL, name TEXT NOT NULL);\n"
       "CREATE TABLE note (id BIGINT PRIMARY KEY, text TEXT NOT NULL);\n"}};
}

class SqlTest : public testing::TestWithParam<Engine> {
 protected:
  static RowBatch Items(int64_t first, int64_t count, const std::string& name) {
    RowBatch rows("item", {"id", "amount", "name"});
    for (int64_t id = first; id < first + count; ++id) rows.Add(id).Add(-id).Add(name);
    return rows;
  }

  std::vector<std::string> ReadItems() {
    std::vector<std::string> items;
    EXPECT_TRUE(database_.get()
                    .Read([&](soci::session& session) {
                      Cursor cursor(session, "SELECT id, amount, name FROM item ORDER BY id", {}, 2,
                                    1);
                      while (cursor.Next()) {
                        items.push_back(absl::StrCat(cursor.number(0), " ", cursor.number(1), " ",
                                                     cursor.text(0)));
                      }
                      EXPECT_FALSE(cursor.Next());
                      return absl::OkStatus();
                    })
                    .ok());
    return items;
  }

  absl::Status Write(Database::Work work) { return database_.get().Write(work); }

  TestDatabase database_{GetParam(), Schema()};
};

INSTANTIATE_TEST_SUITE_P(Engines, SqlTest, testing::Values(Engine::kSqlite, Engine::kPostgresql),
                         [](const auto& info) {
                           return info.param == Engine::kSqlite ? "Sqlite" : "Postgresql";
                         });

TEST_P(SqlTest, ValuesComeBackAsTheyWereWritten) {
  const std::string odd = "a\"b\\c'd,{e}\n\tNULL $1 :p thuế";
  ASSERT_TRUE(Write([&](soci::session& session) {
                RowBatch rows("item", {"id", "amount", "name"});
                rows.Add(1).Add(INT64_MIN).Add(odd);
                rows.Add(2).Add(INT64_MAX).Add("");
                rows.Add(3).Add(0).Add("NULL");
                rows.InsertInto(session);
                return absl::OkStatus();
              }).ok());
  EXPECT_THAT(ReadItems(), ElementsAre(absl::StrCat("1 ", INT64_MIN, " ", odd),
                                       absl::StrCat("2 ", INT64_MAX, " "), "3 0 NULL"));
}

// Few and many rows take different ways on PostgreSQL.
TEST_P(SqlTest, AnyNumberOfRowsIsInsertedOrUpdated) {
  for (const int64_t count : {1, 7, 200, 201, 3000}) {
    ASSERT_TRUE(Write([&](soci::session& session) {
                  WriteTogether(session, [&] {
                    Items(1, count, "old").InsertInto(session);
                    Items(1, count, "new")
                        .InsertInto(session, "ON CONFLICT (id) DO UPDATE SET name = excluded.name");
                  });
                  long long updated = 0;
                  session << "SELECT COUNT(*) FROM item WHERE name = 'new'", soci::into(updated);
                  EXPECT_EQ(updated, count);
                  Execute(session, "DELETE FROM item WHERE id > CAST(:i AS BIGINT)", {"0"});
                  return absl::OkStatus();
                }).ok());
  }
}

TEST_P(SqlTest, ACursorSeesWhatItsGroupWroteBefore) {
  ASSERT_TRUE(
      Write([&](soci::session& session) {
        WriteTogether(session, [&] {
          Items(1, 2, "x").InsertInto(session);
          Execute(session, "UPDATE item SET name = :n WHERE id = CAST(:i AS BIGINT)", {"y", "2"});
          Cursor cursor(session, "SELECT id, name FROM item WHERE name = :n", {"y"}, 1, 1);
          EXPECT_TRUE(cursor.Next());
          EXPECT_EQ(cursor.number(0), 2);
          EXPECT_FALSE(cursor.Next());
        });
        return absl::OkStatus();
      }).ok());
  EXPECT_THAT(ReadItems(), ElementsAre("1 -1 x", "2 -2 y"));
}

TEST_P(SqlTest, AGroupThatFailsIsUndoneAndLeavesTheConnectionFit) {
  ASSERT_TRUE(Write([&](soci::session& session) {
                Items(1, 1, "first").InsertInto(session);
                return absl::OkStatus();
              }).ok());
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(Write([&](soci::session& session) {
                RowBatch notes("note", {"id", "text"});
                notes.Add(1).Add("lost");
                WriteTogether(session, [&] {
                  notes.InsertInto(session);
                  Items(1, 1, "again").InsertInto(session);
                  Items(2, 1, "skipped").InsertInto(session);
                });
                return absl::OkStatus();
              }).code(),
              absl::StatusCode::kAborted);
  }
  ASSERT_TRUE(Write([&](soci::session& session) {
                long long notes = 0;
                session << "SELECT COUNT(*) FROM note", soci::into(notes);
                EXPECT_EQ(notes, 0);
                Items(2, 1, "second").InsertInto(session);
                return absl::OkStatus();
              }).ok());
  EXPECT_THAT(ReadItems(), ElementsAre("1 -1 first", "2 -2 second"));
}

TEST_P(SqlTest, NothingOfAGroupThatThrowsComesInLater) {
  ASSERT_TRUE(Write([&](soci::session& session) {
                session << "SAVEPOINT one";
                EXPECT_THROW(WriteTogether(session,
                                           [&] {
                                             Items(1, 1, "dropped").InsertInto(session);
                                             throw std::runtime_error("no");
                                           }),
                             std::runtime_error);
                session << "ROLLBACK TO SAVEPOINT one";
                Items(2, 1, "kept").InsertInto(session);
                return absl::OkStatus();
              }).ok());
  EXPECT_THAT(ReadItems(), ElementsAre("2 -2 kept"));
}

}  // namespace
}  // namespace baophu::sql
