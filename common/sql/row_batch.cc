#include "common/sql/row_batch.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/sql/database.h"
#include "common/text/view.h"

namespace baophu::sql {

RowBatch::RowBatch(std::string table, std::vector<std::string> columns)
    : table_(std::move(table)), columns_(std::move(columns)) {}

RowBatch& RowBatch::Add(int64_t value) {
  cells_.push_back({value, -1});
  return *this;
}

RowBatch& RowBatch::Add(std::string_view value) {
  cells_.push_back({static_cast<int64_t>(texts_.size()), static_cast<int32_t>(value.size())});
  texts_.append(value);
  return *this;
}

void RowBatch::Clear() {
  cells_.clear();
  texts_.clear();
}

void RowBatch::Truncate(size_t row_count) {
  if (row_count < this->row_count()) cells_.resize(row_count * columns_.size());
}

std::string RowBatch::ColumnList() const { return absl::StrJoin(columns_, ", "); }

void RowBatch::InsertInto(soci::session& session, std::string_view on_conflict) const {
  if (cells_.empty()) return;
  if (EngineOf(session) == Engine::kSqlite) {
    InsertSqlite(session, on_conflict);
  } else {
    CopyPostgresql(session, on_conflict);
  }
}

std::string IdList(std::span<const int64_t> ids) { return absl::StrJoin(ids, ","); }

std::string TextList(std::span<const std::string> texts) { return absl::StrJoin(texts, "\n"); }

std::string IdTable(const soci::session& session, std::string_view parameter) {
  return EngineOf(session) == Engine::kSqlite
             ? absl::StrCat("(SELECT value FROM json_each('[' || ", View(parameter), " || ']'))")
             : absl::StrCat("(SELECT CAST(unnest(string_to_array(", View(parameter),
                            ", ',')) AS BIGINT) AS value)");
}

std::string TextTable(const soci::session& session, std::string_view parameter) {
  return EngineOf(session) == Engine::kSqlite
             ? absl::StrCat("(SELECT value FROM json_each('[\"' || replace(", View(parameter),
                            ", char(10), '\",\"') || '\"]') WHERE value <> '')")
             : absl::StrCat("(SELECT unnest(string_to_array(", View(parameter),
                            ", chr(10))) AS value)");
}

}  // namespace baophu::sql
