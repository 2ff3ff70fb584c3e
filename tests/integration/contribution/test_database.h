#ifndef BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_TEST_DATABASE_H_
#define BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_TEST_DATABASE_H_

#include <memory>
#include <string>

#include "common/sql/database.h"

namespace baophu::contribution {

// An empty database of its own with contribution's schema, removed at the end.
// PostgreSQL databases are made in the running server that the environment
// variable BAOPHU_TEST_POSTGRESQL names (a libpq connection string of a
// superuser).
class TestDatabase {
 public:
  explicit TestDatabase(sql::Engine engine);
  ~TestDatabase();

  sql::Database& get() { return *database_; }

 private:
  void CreatePostgresql();

  const sql::Engine engine_;
  std::string folder_;  // Of SQLite.
  std::string server_;  // Connection string of PostgreSQL's superuser.
  std::string name_;    // Of the database in PostgreSQL.
  std::unique_ptr<sql::Database> database_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_TESTS_INTEGRATION_CONTRIBUTION_TEST_DATABASE_H_
