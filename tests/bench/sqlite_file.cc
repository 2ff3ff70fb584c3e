#include "tests/bench/sqlite_file.h"

#include <cstdio>
#include <cstdlib>

namespace baophu::bench {

void GiveUp(const std::string& problem) {
  std::fprintf(stderr, "%s\n", problem.c_str());
  std::exit(1);
}

SqliteFile::SqliteFile(const std::string& path) {
  if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) GiveUp("cannot open " + path);
  Execute("PRAGMA journal_mode = WAL");
  Execute("PRAGMA synchronous = FULL");
  Execute("PRAGMA temp_store = MEMORY");
  Execute("PRAGMA cache_size = -65536");
  Execute("PRAGMA busy_timeout = 10000");
}

SqliteFile::~SqliteFile() { sqlite3_close(handle_); }

void SqliteFile::Execute(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    GiveUp(std::string(sqlite3_errmsg(handle_)) + " in: " + sql);
  }
}

SqliteStatement::SqliteStatement(const SqliteFile& file, const std::string& sql) {
  if (sqlite3_prepare_v2(file.handle(), sql.c_str(), -1, &handle_, nullptr) != SQLITE_OK) {
    GiveUp(std::string(sqlite3_errmsg(file.handle())) + " in: " + sql);
  }
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(handle_); }

bool SqliteStatement::Step() {
  const int result = sqlite3_step(handle_);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) GiveUp(sqlite3_errmsg(sqlite3_db_handle(handle_)));
  return false;
}

std::string SqliteStatement::Text(int column) const {
  const unsigned char* text = sqlite3_column_text(handle_, column);
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

}  // namespace baophu::bench
