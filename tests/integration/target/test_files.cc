#include "tests/integration/target/test_files.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <unistd.h>

#include <atomic>
#include <iostream>

#include "absl/strings/str_cat.h"

namespace baophu::target {

TestDatabase::TestDatabase(sql::Engine engine) : engine_(engine) {
  if (engine_ == sql::Engine::kSqlite) {
    url_ = absl::StrCat("sqlite:", folder_.File("target.sqlite"));
    return;
  }
  static std::atomic<int> next = 1;
  const char* server = getenv("BAOPHU_TEST_POSTGRESQL");
  if (server == nullptr) {
    std::cerr << "BAOPHU_TEST_POSTGRESQL names no server; run the tests through tests/run"
              << std::endl;
    std::exit(1);
  }
  server_ = server;
  name_ = absl::StrCat("target_test_", getpid(), "_", next.fetch_add(1));
  soci::session session("postgresql", server_);
  session << "CREATE DATABASE " << name_ << " TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'";
  // The later of two dbname settings holds.
  url_ = absl::StrCat("postgresql:", server_, " dbname=", name_);
}

TestDatabase::~TestDatabase() {
  if (engine_ == sql::Engine::kSqlite) return;
  try {
    soci::session session("postgresql", server_);
    session << "DROP DATABASE " << name_;
  } catch (const std::exception&) {
    std::cerr << "could not drop " << name_ << std::endl;
  }
}

}  // namespace baophu::target
