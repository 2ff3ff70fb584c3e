#ifndef BAOPHU_TESTS_BENCH_SQLITE_FILE_H_
#define BAOPHU_TESTS_BENCH_SQLITE_FILE_H_

#include <sqlite3.h>

#include <cstdint>
#include <string>

namespace baophu::bench {

// A database file, used by the C interface and nothing else, so that a baseline
// carries no cost of the project's. Every failure ends the program. Not
// thread-safe.
class SqliteFile {
 public:
  // Opens with the settings that the services use: WAL and synchronous=FULL.
  explicit SqliteFile(const std::string& path);
  ~SqliteFile();
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;

  void Execute(const std::string& sql);

  sqlite3* handle() const { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

// A prepared statement of a file that outlives it.
class SqliteStatement {
 public:
  SqliteStatement(const SqliteFile& file, const std::string& sql);
  ~SqliteStatement();
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  // True while there is a row.
  bool Step();
  int64_t Number(int column) const { return sqlite3_column_int64(handle_, column); }
  std::string Text(int column) const;

  sqlite3_stmt* handle() const { return handle_; }

 private:
  sqlite3_stmt* handle_ = nullptr;
};

// Ends the program with a sentence and exit code 1.
[[noreturn]] void GiveUp(const std::string& problem);

}  // namespace baophu::bench

#endif  // BAOPHU_TESTS_BENCH_SQLITE_FILE_H_
