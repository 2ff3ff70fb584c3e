#include "common/sql/cursor.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <charconv>
#include <string_view>

#include "common/sql/database.h"
#include "common/sql/postgresql.h"

namespace baophu::sql {
namespace {

namespace api = sqlite_api;

class PostgresqlRows final : public Cursor::Rows {
 public:
  explicit PostgresqlRows(postgresql::Result result)
      : result_(std::move(result)), row_count_(PQntuples(result_.get())) {}

  bool Next(std::vector<int64_t>& numbers, std::vector<std::string>& texts) override {
    if (++at_ >= row_count_) return false;
    int column = 0;
    for (int64_t& number : numbers) {
      const std::string_view cell = Cell(column++);
      std::from_chars(cell.data(), cell.data() + cell.size(), number);
    }
    for (std::string& text : texts) text = Cell(column++);
    return true;
  }

 private:
  std::string_view Cell(int column) const {
    return {PQgetvalue(result_.get(), at_, column),
            static_cast<size_t>(PQgetlength(result_.get(), at_, column))};
  }

  const postgresql::Result result_;
  const int row_count_;
  int at_ = -1;
};

class SqliteRows final : public Cursor::Rows {
 public:
  SqliteRows(soci::session& session, const std::string& query,
             const std::vector<std::string>& parameters) {
    auto* backend = static_cast<soci::sqlite3_session_backend*>(session.get_backend());
    api::sqlite3_stmt* statement = nullptr;
    Check(api::sqlite3_prepare_v2(backend->conn_, query.data(), static_cast<int>(query.size()),
                                  &statement, nullptr),
          SQLITE_OK);
    statement_.reset(statement);
    for (size_t i = 0; i < parameters.size(); ++i) {
      Check(api::sqlite3_bind_text(statement, static_cast<int>(i) + 1, parameters[i].data(),
                                   static_cast<int>(parameters[i].size()),
                                   // SQLite's name for it is a cast that warns.
                                   reinterpret_cast<void (*)(void*)>(-1)),
            SQLITE_OK);
    }
  }

  bool Next(std::vector<int64_t>& numbers, std::vector<std::string>& texts) override {
    if (statement_ == nullptr) return false;
    const int code = api::sqlite3_step(statement_.get());
    if (code == SQLITE_DONE) {
      statement_.reset();
      return false;
    }
    Check(code, SQLITE_ROW);
    int column = 0;
    for (int64_t& number : numbers) {
      number = api::sqlite3_column_int64(statement_.get(), column++);
    }
    for (std::string& text : texts) {
      const auto* bytes =
          reinterpret_cast<const char*>(api::sqlite3_column_text(statement_.get(), column));
      text.assign(bytes, static_cast<size_t>(api::sqlite3_column_bytes(statement_.get(), column)));
      ++column;
    }
    return true;
  }

 private:
  struct Finalize {
    void operator()(api::sqlite3_stmt* statement) const { api::sqlite3_finalize(statement); }
  };

  static void Check(int code, int wanted) {
    if (code != wanted) throw soci::sqlite3_soci_error("query", code);
  }

  std::unique_ptr<api::sqlite3_stmt, Finalize> statement_;
};

}  // namespace

Cursor::Cursor(soci::session& session, const std::string& query,
               const std::vector<std::string>& parameters, int numbers, int texts)
    : numbers_(static_cast<size_t>(numbers)), texts_(static_cast<size_t>(texts)) {
  if (EngineOf(session) == Engine::kSqlite) {
    rows_ = std::make_unique<SqliteRows>(session, query, parameters);
  } else {
    rows_ = std::make_unique<PostgresqlRows>(
        postgresql::Query(session, postgresql::WithNumbers(query), parameters));
  }
}

}  // namespace baophu::sql
