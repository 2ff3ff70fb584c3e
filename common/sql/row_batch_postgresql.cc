// RowBatch on PostgreSQL, through SOCI's native handle: a few rows by one INSERT,
// many by COPY, by way of a temporary table when rows may conflict.

#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>

#include "absl/strings/str_cat.h"
#include "common/sql/row_batch.h"

namespace baophu::sql {
namespace {

// COPY's text form is sent in pieces of about this many bytes.
constexpr size_t kPieceBytes = 256 * 1024;
// Up to so many rows, one statement is faster than COPY, and much faster than a
// temporary table, which costs each commit milliseconds.
constexpr size_t kFewRows = 200;

[[noreturn]] void Fail(PGresult* result) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string copied = state == nullptr ? "08006" : state;
  if (result != nullptr) PQclear(result);
  throw soci::postgresql_soci_error("bulk insert", copied.c_str());
}

void AppendEscaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        out += c;
    }
  }
}

void SendPiece(PGconn* connection, std::string& piece) {
  if (PQputCopyData(connection, piece.data(), static_cast<int>(piece.size())) != 1) Fail(nullptr);
  piece.clear();
}

}  // namespace

void RowBatch::InsertPostgresql(soci::session& session, std::string_view on_conflict) const {
  PGconn* connection = static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
  std::string statement = absl::StrCat("INSERT INTO ", table_, " (", ColumnList(), ") VALUES ");
  for (size_t at = 0; at < cells_.size(); ++at) {
    const Cell& cell = cells_[at];
    const size_t column = at % columns_.size();
    statement += column > 0 ? "," : at == 0 ? "(" : ",(";
    if (cell.length < 0) {
      absl::StrAppend(&statement, cell.value);
    } else {
      char* literal =
          PQescapeLiteral(connection, texts_.data() + cell.value, static_cast<size_t>(cell.length));
      if (literal == nullptr) Fail(nullptr);
      statement += literal;
      PQfreemem(literal);
    }
    if (column + 1 == columns_.size()) statement += ")";
  }
  absl::StrAppend(&statement, " ", std::string(on_conflict));
  PGresult* inserted = PQexec(connection, statement.c_str());
  if (PQresultStatus(inserted) != PGRES_COMMAND_OK) Fail(inserted);
  PQclear(inserted);
}

void RowBatch::CopyPostgresql(soci::session& session, std::string_view on_conflict) const {
  if (row_count() <= kFewRows) {
    InsertPostgresql(session, on_conflict);
    return;
  }
  std::string into = table_;
  if (!on_conflict.empty()) {
    into = absl::StrCat("stage_", table_);
    session << "SET LOCAL client_min_messages = warning";
    session << "CREATE TEMPORARY TABLE IF NOT EXISTS " << into
            << " ON COMMIT DELETE ROWS AS SELECT " << ColumnList() << " FROM " << table_
            << " WHERE 1 = 0";
    session << "TRUNCATE " << into;
  }

  PGconn* connection = static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
  const std::string copy = absl::StrCat("COPY ", into, " (", ColumnList(), ") FROM STDIN");
  PGresult* started = PQexec(connection, copy.c_str());
  if (PQresultStatus(started) != PGRES_COPY_IN) Fail(started);
  PQclear(started);

  std::string piece;
  piece.reserve(kPieceBytes + 4096);
  for (size_t at = 0; at < cells_.size(); ++at) {
    const Cell& cell = cells_[at];
    if (cell.length < 0) {
      absl::StrAppend(&piece, cell.value);
    } else {
      AppendEscaped(piece, std::string_view(texts_).substr(static_cast<size_t>(cell.value),
                                                           static_cast<size_t>(cell.length)));
    }
    piece += (at + 1) % columns_.size() == 0 ? '\n' : '\t';
    if (piece.size() >= kPieceBytes) SendPiece(connection, piece);
  }
  if (!piece.empty()) SendPiece(connection, piece);
  if (PQputCopyEnd(connection, nullptr) != 1) Fail(nullptr);
  PGresult* ended = PQgetResult(connection);
  if (PQresultStatus(ended) != PGRES_COMMAND_OK) {
    // The connection must be drained before it can be used again.
    while (PGresult* more = PQgetResult(connection)) PQclear(more);
    Fail(ended);
  }
  PQclear(ended);
  while (PGresult* more = PQgetResult(connection)) PQclear(more);

  if (!on_conflict.empty()) {
    session << "INSERT INTO " << table_ << " (" << ColumnList() << ") SELECT " << ColumnList()
            << " FROM " << into << " WHERE 1 = 1 " << std::string(on_conflict);
  }
}

}  // namespace baophu::sql
