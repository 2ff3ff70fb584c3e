#include "common/sql/database.h"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <stdexcept>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "common/status/try.h"
#include "common/text/fnv1a.h"

namespace baophu::sql {
namespace {

// A wait for another process that holds the file, such as a backup.
constexpr int kBusyTimeoutMs = 10'000;
// Pages kept in memory by each SQLite connection. The writer's inserts reach
// all over its indexes, so it gets most.
constexpr int kWriterCacheKib = 240 * 1024;
constexpr int kReaderCacheKib = 8 * 1024;
// A bulk load writes the same pages in commit after commit; a log of 256 MiB
// before they go into the file writes most of them there once.
constexpr int kCheckpointPages = 64 * 1024;

// Tells an edited migration from the applied one.
std::string Checksum(const std::string& text) {
  Fnv1a hash;
  hash.AddText(text);
  return absl::StrCat(absl::Hex(hash.hash(), absl::kZeroPad16));
}

// The statements of a schema step without its comments, in which SOCI would
// look for quotes and parameters.
std::vector<std::string> Statements(const std::string& text) {
  std::string bare;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    if (!absl::StartsWith(line, "--")) absl::StrAppend(&bare, line, "\n");
  }
  std::vector<std::string> statements;
  for (absl::string_view statement : absl::StrSplit(bare, ";\n")) {
    statement = absl::StripAsciiWhitespace(statement);
    if (!statement.empty()) statements.emplace_back(statement);
  }
  return statements;
}

void PrepareSqlite(soci::session& session, int cache_kib) {
  session << "PRAGMA journal_mode = WAL";
  session << "PRAGMA synchronous = FULL";
  session << "PRAGMA foreign_keys = ON";
  session << "PRAGMA temp_store = MEMORY";
  session << "PRAGMA cache_size = " << -cache_kib;
  session << "PRAGMA busy_timeout = " << kBusyTimeoutMs;
  session << "PRAGMA wal_autocheckpoint = " << kCheckpointPages;
}

void PreparePostgresql(soci::session& session) {
  session << "SET synchronous_commit = on";
  // Every join of the suite looks a list of keys up in an index. The planner takes
  // a long list for a reason to read whole tables.
  session << "SET enable_hashjoin = off";
  session << "SET enable_mergejoin = off";
  // Compiling a statement pays for those that read millions of rows.
  session << "SET jit = off";
}

absl::Status StatusOfSqlite(int code) {
  // The low byte is the primary code (sqlite.org, "Result and Error Codes").
  switch (code & 0xff) {
    case 5:  // SQLITE_BUSY
    case 6:  // SQLITE_LOCKED
      return absl::UnavailableError("the database is busy; try again");
    case 8:  // SQLITE_READONLY
      return absl::FailedPreconditionError(
          "the database is read-only; check the rights of its file and folder");
    case 10:  // SQLITE_IOERR
    case 14:  // SQLITE_CANTOPEN
      return absl::UnavailableError("the database file cannot be read or written; check the disk");
    case 13:  // SQLITE_FULL
      return absl::ResourceExhaustedError("the disk is full; free space and try again");
    case 19:  // SQLITE_CONSTRAINT
      return absl::AbortedError("the write conflicts with another one; try again");
    default:
      return absl::InternalError(absl::StrCat("the database failed with SQLite code ", code));
  }
}

absl::Status StatusOfPostgresql(const std::string& state) {
  if (absl::StartsWith(state, "08") || absl::StartsWith(state, "57P") || state.empty() ||
      state[0] == ' ' || state[0] == '\0') {
    return absl::UnavailableError("the database cannot be reached; try again");
  }
  if (absl::StartsWith(state, "40") || absl::StartsWith(state, "23")) {
    return absl::AbortedError("the write conflicts with another one; try again");
  }
  if (absl::StartsWith(state, "53")) {
    return absl::ResourceExhaustedError(
        "the database server is out of disk, memory or connections; free some and try again");
  }
  if (state == "25006") {
    return absl::FailedPreconditionError("the database is read-only; connect to its primary");
  }
  return absl::InternalError(absl::StrCat("the database failed with SQLSTATE ", state));
}

}  // namespace

Engine EngineOf(const soci::session& session) {
  return session.get_backend_name() == "sqlite3" ? Engine::kSqlite : Engine::kPostgresql;
}

absl::Status StatusOfSqlError(const std::exception& error) {
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
    return StatusOfSqlite(sqlite->result());
  }
  if (const auto* postgresql = dynamic_cast<const soci::postgresql_soci_error*>(&error)) {
    return StatusOfPostgresql(postgresql->sqlstate());
  }
  if (dynamic_cast<const std::overflow_error*>(&error) != nullptr) {
    return absl::OutOfRangeError(absl::StrCat(error.what(), "; check the amounts that are stored"));
  }
  // SOCI reports a lost PostgreSQL connection without a state.
  const std::string_view text = error.what();
  if (text.find("onnection") != std::string_view::npos) {
    return absl::UnavailableError("the database cannot be reached; try again");
  }
  return absl::InternalError("the database layer failed");
}

Database::Database(Engine engine, std::string connect_string, int readers)
    : engine_(engine), connect_string_(std::move(connect_string)), readers_(readers) {}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const std::string& url, int readers) {
  absl::string_view rest = url;
  Engine engine;
  if (absl::ConsumePrefix(&rest, "sqlite:")) {
    engine = Engine::kSqlite;
  } else if (absl::ConsumePrefix(&rest, "postgresql:")) {
    engine = Engine::kPostgresql;
  } else {
    return absl::InvalidArgumentError(
        "database: unknown kind; write sqlite:/path/to/file or postgresql:host=... dbname=...");
  }
  if (engine == Engine::kSqlite) {
    // Each connection is used by one thread at a time, so SQLite need not lock
    // at every call. Refused, without harm, once SQLite has started.
    static const int kConfigured = sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    (void)kConfigured;
  }
  std::unique_ptr<Database> database(new Database(engine, std::string(rest), readers));
  BAOPHU_TRY(database->Connect());
  return database;
}

absl::Status Database::Connect() {
  try {
    const auto open = [&](soci::connection_pool& pool, int count, int cache_kib) {
      for (int i = 0; i < count; ++i) {
        soci::session& session = pool.at(static_cast<size_t>(i));
        if (engine_ == Engine::kSqlite) {
          session.open("sqlite3", absl::StrCat("db=", connect_string_));
          PrepareSqlite(session, cache_kib);
        } else {
          session.open("postgresql", connect_string_);
          PreparePostgresql(session);
        }
      }
    };
    writer_pool_ = std::make_unique<soci::connection_pool>(1);
    open(*writer_pool_, 1, kWriterCacheKib);
    reader_pool_ = std::make_unique<soci::connection_pool>(static_cast<size_t>(readers_));
    open(*reader_pool_, readers_, kReaderCacheKib);
  } catch (const std::exception& error) {
    const absl::Status status = StatusOfSqlError(error);
    return absl::Status(status.code(),
                        absl::StrCat("cannot open the database: ", status.message()));
  }
  return absl::OkStatus();
}

void Database::Begin(soci::session& session, const char* begin) {
  if (engine_ == Engine::kSqlite) {
    session << begin;
    return;
  }
  // A server that went away shows here, at no further round trip.
  try {
    session << begin;
  } catch (const std::exception&) {
    session.reconnect();
    PreparePostgresql(session);
    session << begin;
  }
}

absl::Status Database::RunIn(soci::session& session, const char* begin, Work work) {
  try {
    Begin(session, begin);
  } catch (const std::exception& error) {
    return StatusOfSqlError(error);
  }
  absl::Status status;
  try {
    status = work(session);
    if (status.ok()) {
      session << "COMMIT";
      return status;
    }
  } catch (const std::exception& error) {
    status = StatusOfSqlError(error);
  }
  try {
    session << "ROLLBACK";
  } catch (const std::exception&) {
    // A dead connection has rolled back by itself; the next use reconnects.
  }
  return status;
}

absl::Status Database::Read(Work work) {
  soci::session session(*reader_pool_);
  return RunIn(
      session,
      engine_ == Engine::kSqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
      work);
}

absl::Status Database::Write(Work work) {
  soci::session session(*writer_pool_);
  return RunIn(
      session,
      engine_ == Engine::kSqlite ? "BEGIN IMMEDIATE" : "BEGIN ISOLATION LEVEL READ COMMITTED",
      work);
}

absl::Status Database::Migrate(const std::vector<Migration>& migrations) {
  return Write([&](soci::session& session) -> absl::Status {
    if (engine_ == Engine::kPostgresql) {
      // Any constant will do, as long as every replica takes the same.
      session << "SELECT pg_advisory_xact_lock(7205759403)";
    }
    session << "CREATE TABLE IF NOT EXISTS schema_migration ("
               "name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_us BIGINT NOT NULL)";
    for (const Migration& migration : migrations) {
      const std::string checksum = Checksum(migration.text);
      std::string applied;
      soci::indicator found = soci::i_null;
      session << "SELECT checksum FROM schema_migration WHERE name = :name",
          soci::use(migration.name), soci::into(applied, found);
      if (session.got_data()) {
        if (applied == checksum) continue;
        return absl::FailedPreconditionError(
            absl::StrCat("schema step ", migration.name,
                         " was applied with another text; restore it and add a new step instead"));
      }
      for (const std::string& statement : Statements(migration.text)) {
        session << absl::StrReplaceAll(
            statement, {{"%clustered%", engine_ == Engine::kSqlite ? "WITHOUT ROWID" : ""}});
      }
      const long long now_us = absl::GetCurrentTimeNanos() / 1000;
      session << "INSERT INTO schema_migration (name, checksum, applied_us) VALUES (:n, :c, :t)",
          soci::use(migration.name), soci::use(checksum), soci::use(now_us);
    }
    return absl::OkStatus();
  });
}

}  // namespace baophu::sql
