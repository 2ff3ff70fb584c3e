// RowBatch on PostgreSQL, through SOCI's native handle: a few rows by one INSERT,
// many by COPY, by way of a temporary table when rows may conflict.

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sql/postgresql.h"
#include "common/sql/row_batch.h"
#include "common/text/view.h"

namespace baophu::sql {
namespace {

// COPY's text form is sent in pieces of about this many bytes.
constexpr size_t kPieceBytes = 256 * 1024;
// Up to so many rows, one statement is faster than COPY, and much faster than a
// temporary table, which costs each commit milliseconds.
constexpr size_t kFewRows = 200;

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

// As an element of an array.
void AppendQuoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void SendPiece(PGconn* connection, std::string& piece) {
  if (PQputCopyData(connection, piece.data(), static_cast<int>(piece.size())) != 1)
    postgresql::Fail(nullptr);
  piece.clear();
}

}  // namespace

// Columns go as arrays, so that one plan does for any number of rows.
void RowBatch::InsertPostgresql(soci::session& session, std::string_view on_conflict) const {
  const size_t width = columns_.size();
  std::vector<std::string> arrays(width, "{");
  std::string unnested;
  for (size_t column = 0; column < width; ++column) {
    absl::StrAppend(&unnested, column > 0 ? ", $" : "$", column + 1,
                    cells_[column].length < 0 ? "::BIGINT[]" : "::TEXT[]");
  }
  for (size_t at = 0; at < cells_.size(); ++at) {
    const Cell& cell = cells_[at];
    std::string& array = arrays[at % width];
    if (at >= width) array += ',';
    if (cell.length < 0) {
      absl::StrAppend(&array, cell.value);
    } else {
      AppendQuoted(array, std::string_view(texts_).substr(static_cast<size_t>(cell.value),
                                                          static_cast<size_t>(cell.length)));
    }
  }
  for (std::string& array : arrays) array += '}';
  postgresql::Run(
      session, {absl::StrCat("INSERT INTO ", table_, " (", ColumnList(), ") SELECT * FROM unnest(",
                             unnested, ") ", View(on_conflict)),
                std::move(arrays), true});
}

void RowBatch::CopyPostgresql(soci::session& session, std::string_view on_conflict) const {
  if (row_count() <= kFewRows) {
    InsertPostgresql(session, on_conflict);
    return;
  }
  postgresql::SendGathered(session);
  std::string into = table_;
  if (!on_conflict.empty()) {
    into = absl::StrCat("stage_", table_);
    session << "SET LOCAL client_min_messages = warning";
    session << "CREATE TEMPORARY TABLE IF NOT EXISTS " << into
            << " ON COMMIT DELETE ROWS AS SELECT " << ColumnList() << " FROM " << table_
            << " WHERE 1 = 0";
    session << "TRUNCATE " << into;
  }

  PGconn* connection = postgresql::ConnectionOf(session);
  const std::string copy = absl::StrCat("COPY ", into, " (", ColumnList(), ") FROM STDIN");
  const postgresql::Result started(PQexec(connection, copy.c_str()));
  if (PQresultStatus(started.get()) != PGRES_COPY_IN) postgresql::Fail(started.get());

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
  if (PQputCopyEnd(connection, nullptr) != 1) postgresql::Fail(nullptr);
  const postgresql::Result ended(PQgetResult(connection));
  // The connection must be drained before it can be used again.
  while (const postgresql::Result more{PQgetResult(connection)}) continue;
  if (PQresultStatus(ended.get()) != PGRES_COMMAND_OK) postgresql::Fail(ended.get());

  if (!on_conflict.empty()) {
    session << "INSERT INTO " << table_ << " (" << ColumnList() << ") SELECT " << ColumnList()
            << " FROM " << into << " WHERE 1 = 1 " << std::string(on_conflict);
  }
}

}  // namespace baophu::sql
