#ifndef BAOPHU_TESTS_SUPPORT_TEST_DATABASE_H_
#define BAOPHU_TESTS_SUPPORT_TEST_DATABASE_H_

#include <memory>
#include <string>
#include <vector>

#include "common/sql/database.h"

namespace baophu {

// An empty database of its own with a schema, removed at the end.
// PostgreSQL databases are made in the running server that the environment
// variable BAOPHU_TEST_POSTGRESQL names (a libpq connection string of a
// superuser).
class TestDatabase {
 public:
  TestDatabase(sql::Engine engine, const std::vector<sql::Migration>& schema);
  ~TestDatabase();

  sql::Database& get() { return *database_; }
  // For further connections to the same database.
  const std::string& url() const { return url_; }

 private:
  void CreatePostgresql();

  const sql::Engine engine_;
  std::string folder_;  // Of SQLite.
  std::string server_;  // Connection string of PostgreSQL's superuser.
  std::string name_;    // Of the database in PostgreSQL.
  std::string url_;
  std::unique_ptr<sql::Database> database_;
};

}  // namespace baophu

#endif  // BAOPHU_TESTS_SUPPORT_TEST_DATABASE_H_
