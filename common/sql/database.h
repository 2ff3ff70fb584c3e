#ifndef BAOPHU_COMMON_SQL_DATABASE_H_
#define BAOPHU_COMMON_SQL_DATABASE_H_

#include <soci/soci.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace baophu::sql {

enum class Engine { kSqlite, kPostgresql };

Engine EngineOf(const soci::session& session);

// One step of a schema: statements that each end with ';' at the end of a
// line, written in the dialect that both engines speak. "%clustered%" behind a
// table keeps its rows in its primary key on SQLite (WITHOUT ROWID) and is
// nothing on PostgreSQL.
struct Migration {
  std::string name;  // Such as "0001_enrolment.sql"; applied in this order.
  std::string text;
};

// A service's own database: one file of SQLite, or PostgreSQL. Thread-safe.
//
// Functions that get a soci::session run inside Read or Write. They use SOCI
// freely and may let its exceptions pass: Read and Write catch them and turn
// them into statuses that never repeat the driver's text, because that holds
// values and keys.
class Database {
 public:
  using Work = absl::FunctionRef<absl::Status(soci::session&)>;

  // `url` is "sqlite:/path/to/file" or "postgresql:" and a libpq connection
  // string ("postgresql:host=/run/x dbname=participant"). `readers` is how many
  // reads may run at once. UNAVAILABLE when the server cannot be reached.
  static absl::StatusOr<std::unique_ptr<Database>> Open(const std::string& url, int readers);

  virtual ~Database() = default;

  Engine engine() const { return engine_; }

  // Applies what is not applied yet, under a lock that other replicas respect.
  // FAILED_PRECONDITION when an applied step's text has changed since.
  absl::Status Migrate(const std::vector<Migration>& migrations);

  // Runs `work` in one snapshot: everything it reads is of one moment. Waits
  // for a free reader; retries nothing.
  absl::Status Read(Work work);

  // Runs `work` in one transaction, alone among the writers of this process
  // and, on SQLite, of all processes. Rolled back unless `work` returns OK.
  absl::Status Write(Work work);

 private:
  Database(Engine engine, std::string connect_string, int readers);

  absl::Status Connect();
  // Starts a transaction, on PostgreSQL over a new connection when the old one is
  // of no use any more.
  void Begin(soci::session& session, const char* begin);
  absl::Status RunIn(soci::session& session, const char* begin, Work work);

  const Engine engine_;
  const std::string connect_string_;
  const int readers_;
  std::unique_ptr<soci::connection_pool> reader_pool_;
  std::unique_ptr<soci::connection_pool> writer_pool_;
};

// The status for an exception of SOCI's: UNAVAILABLE for what may pass (a lost
// server, a busy file), RESOURCE_EXHAUSTED for a full disk, ABORTED for a
// conflict, FAILED_PRECONDITION for a read-only database, INTERNAL otherwise.
absl::Status StatusOfSqlError(const std::exception& error);

}  // namespace baophu::sql

#endif  // BAOPHU_COMMON_SQL_DATABASE_H_
