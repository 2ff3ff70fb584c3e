// What a user would do without the suite: every row of a finished database goes
// by prepared inserts into an empty one with the same tables and indexes, or those
// that another database does not have into a copy of that one.
// Prints the rows, and the seconds that inserting and committing took; reading
// the rows is not counted.

#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/bench/sqlite_file.h"

ABSL_FLAG(std::string, from, "", "The finished database");
ABSL_FLAG(std::string, to, "", "The database to make");
ABSL_FLAG(std::string, before, "", "Only rows that this one does not have; --to is a copy of it");
ABSL_FLAG(int, transaction_rows, 10'000, "Rows in one transaction");

namespace baophu::bench {
namespace {

using Clock = std::chrono::steady_clock;

struct Count {
  int64_t rows = 0;
  Clock::duration time{};
};

// Values of one batch, kept apart from the source so that reading them is over
// before the clock starts.
class Batch {
 public:
  explicit Batch(int columns) : columns_(columns) {}
  ~Batch() { Clear(); }
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  void Add(const SqliteStatement& row) {
    for (int i = 0; i < columns_; ++i) {
      values_.push_back(sqlite3_value_dup(sqlite3_column_value(row.handle(), i)));
    }
  }
  void Clear() {
    for (sqlite3_value* value : values_) sqlite3_value_free(value);
    values_.clear();
  }
  size_t rows() const { return values_.size() / static_cast<size_t>(columns_); }

  void Insert(SqliteStatement& insert) const {
    size_t next = 0;
    while (next < values_.size()) {
      for (int i = 0; i < columns_; ++i) {
        sqlite3_bind_value(insert.handle(), i + 1, values_[next++]);
      }
      insert.Step();
      sqlite3_reset(insert.handle());
    }
  }

 private:
  const int columns_;
  std::vector<sqlite3_value*> values_;
};

void CopyTable(const SqliteFile& from, SqliteFile& to, const std::string& table, Count& count) {
  const bool whole = absl::GetFlag(FLAGS_before).empty();
  SqliteStatement select(
      from, absl::StrCat("SELECT * FROM main.", table, whole ? "" : " EXCEPT SELECT * FROM before.",
                         whole ? "" : table));
  const int columns = sqlite3_column_count(select.handle());
  SqliteStatement insert(
      to,
      absl::StrCat("INSERT OR REPLACE INTO ", table, " VALUES (",
                   absl::StrJoin(std::vector<std::string>(static_cast<size_t>(columns), "?"), ","),
                   ")"));
  Batch batch(columns);
  const auto rows_at_once = static_cast<size_t>(absl::GetFlag(FLAGS_transaction_rows));
  bool more = true;
  while (more) {
    while (batch.rows() < rows_at_once && (more = select.Step())) batch.Add(select);
    if (batch.rows() == 0) break;
    const auto begin = Clock::now();
    to.Execute("BEGIN IMMEDIATE");
    batch.Insert(insert);
    to.Execute("COMMIT");
    count.time += Clock::now() - begin;
    count.rows += static_cast<int64_t>(batch.rows());
    batch.Clear();
  }
}

void Run() {
  SqliteFile from(absl::GetFlag(FLAGS_from));
  const std::string before = absl::GetFlag(FLAGS_before);
  if (!before.empty()) from.Execute(absl::StrCat("ATTACH '", before, "' AS before"));
  SqliteFile to(absl::GetFlag(FLAGS_to));
  std::vector<std::string> tables;
  SqliteStatement schema(from,
                         "SELECT type, name, sql FROM sqlite_master "
                         "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' "
                         "ORDER BY CASE type WHEN 'table' THEN 0 ELSE 1 END");
  while (schema.Step()) {
    if (schema.Text(0) == "table") tables.push_back(schema.Text(1));
    if (before.empty()) to.Execute(schema.Text(2));
  }
  Count count;
  for (const std::string& table : tables) CopyTable(from, to, table, count);
  std::printf("rows=%lld\nseconds=%.4f\n", static_cast<long long>(count.rows),
              std::chrono::duration<double>(count.time).count());
}

}  // namespace
}  // namespace baophu::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  baophu::bench::Run();
  return 0;
}
