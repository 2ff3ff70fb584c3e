#include "tests/support/test_database.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <iostream>

#include "absl/strings/str_cat.h"

namespace baophu {
namespace {

constexpr int kReaders = 4;

[[noreturn]] void GiveUp(const std::string& why) {
  std::cerr << "test database: " << why << std::endl;
  std::exit(1);
}

}  // namespace

TestDatabase::TestDatabase(sql::Engine engine, const std::vector<sql::Migration>& schema)
    : engine_(engine) {
  if (engine_ == sql::Engine::kSqlite) {
    std::string pattern = (std::filesystem::temp_directory_path() / "baophu-test.XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    url_ = absl::StrCat("sqlite:", folder_, "/test.sqlite");
  } else {
    CreatePostgresql();
    // The later of two dbname settings holds.
    url_ = absl::StrCat("postgresql:", server_, " dbname=", name_);
  }
  auto database = sql::Database::Open(url_, kReaders);
  if (!database.ok()) GiveUp(std::string(database.status().message()));
  database_ = *std::move(database);
  const absl::Status migrated = database_->Migrate(schema);
  if (!migrated.ok()) GiveUp(std::string(migrated.message()));
}

void TestDatabase::CreatePostgresql() {
  static std::atomic<int> next = 1;
  const char* server = getenv("BAOPHU_TEST_POSTGRESQL");
  if (server == nullptr) {
    GiveUp("BAOPHU_TEST_POSTGRESQL names no server; run the tests through tests/run");
  }
  server_ = server;
  name_ = absl::StrCat("baophu_test_", getpid(), "_", next.fetch_add(1));
  soci::session session("postgresql", server_);
  session << "CREATE DATABASE " << name_ << " TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'";
}

TestDatabase::~TestDatabase() {
  database_.reset();
  if (engine_ == sql::Engine::kSqlite) {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
    return;
  }
  try {
    soci::session session("postgresql", server_);
    session << "DROP DATABASE " << name_;
  } catch (const std::exception&) {
    std::cerr << "test database: could not drop " << name_ << std::endl;
  }
}

}  // namespace baophu
