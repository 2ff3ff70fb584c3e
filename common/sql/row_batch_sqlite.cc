// RowBatch on SQLite: one prepared statement, bound and stepped for each row
// through SOCI's native handle.

#include <soci/sqlite3/soci-sqlite3.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/sql/row_batch.h"

namespace baophu::sql {

namespace api = sqlite_api;

void RowBatch::InsertSqlite(soci::session& session, std::string_view on_conflict) const {
  auto* backend = static_cast<soci::sqlite3_session_backend*>(session.get_backend());
  const std::vector<std::string> marks(columns_.size(), "?");
  const std::string text = absl::StrCat("INSERT INTO ", table_, " (", ColumnList(), ") VALUES (",
                                        absl::StrJoin(marks, ", "), ") ",
                                        absl::string_view(on_conflict.data(), on_conflict.size()));
  const auto check = [&](int code, int wanted) {
    if (code != wanted) throw soci::sqlite3_soci_error("bulk insert", code);
  };

  api::sqlite3_stmt* raw = nullptr;
  check(api::sqlite3_prepare_v2(backend->conn_, text.c_str(), static_cast<int>(text.size()), &raw,
                                nullptr),
        SQLITE_OK);
  const std::unique_ptr<api::sqlite3_stmt, decltype(&api::sqlite3_finalize)> statement(
      raw, &api::sqlite3_finalize);

  size_t at = 0;
  while (at < cells_.size()) {
    for (int column = 1; column <= static_cast<int>(columns_.size()); ++column, ++at) {
      const Cell& cell = cells_[at];
      check(cell.length < 0 ? api::sqlite3_bind_int64(raw, column, cell.value)
                            // A null destructor is SQLITE_STATIC: texts_ outlives the step.
                            : api::sqlite3_bind_text(raw, column, texts_.data() + cell.value,
                                                     cell.length, nullptr),
            SQLITE_OK);
    }
    check(api::sqlite3_step(raw), SQLITE_DONE);
    check(api::sqlite3_reset(raw), SQLITE_OK);
  }
}

}  // namespace baophu::sql
