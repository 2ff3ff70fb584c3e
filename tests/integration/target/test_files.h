#ifndef BAOPHU_TESTS_INTEGRATION_TARGET_TEST_FILES_H_
#define BAOPHU_TESTS_INTEGRATION_TARGET_TEST_FILES_H_

#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>

#include "common/sql/database.h"

namespace baophu::target {

// A folder of a test's own, removed at the end. Its path is short, because unix
// sockets stand in it.
class TestFolder {
 public:
  TestFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "target.XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// An empty database of its own, removed at the end. PostgreSQL databases are
// made in the running server that BAOPHU_TEST_POSTGRESQL names (a libpq
// connection string of a superuser).
class TestDatabase {
 public:
  explicit TestDatabase(sql::Engine engine);
  ~TestDatabase();

  // For sql::Database::Open.
  const std::string& url() const { return url_; }

 private:
  const sql::Engine engine_;
  TestFolder folder_;
  std::string server_;
  std::string name_;
  std::string url_;
};

}  // namespace baophu::target

#endif  // BAOPHU_TESTS_INTEGRATION_TARGET_TEST_FILES_H_
