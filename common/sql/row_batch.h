#ifndef BAOPHU_COMMON_SQL_ROW_BATCH_H_
#define BAOPHU_COMMON_SQL_ROW_BATCH_H_

#include <soci/soci.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace baophu::sql {

// Rows on their way into one table, in the fastest way of each engine: COPY on
// PostgreSQL (one INSERT for a few), one prepared statement on SQLite. Columns are BIGINT or TEXT.
// Not thread-safe.
//
//   RowBatch batch("wage", {"person_id", "from_month", "wage_vnd"});
//   batch.Add(17).Add(24000).Add(5'000'000);
//   batch.InsertInto(session);
class RowBatch {
 public:
  RowBatch(std::string table, std::vector<std::string> columns);

  // The next value of the current row; rows follow each other without a mark.
  RowBatch& Add(int64_t value);
  RowBatch& Add(std::string_view value);

  size_t row_count() const { return cells_.size() / columns_.size(); }
  bool empty() const { return cells_.empty(); }
  void Clear();
  // Drops all rows after the first `row_count`.
  void Truncate(size_t row_count);

  // Inserts all rows. `on_conflict` is "" (a duplicate key fails) or an ON
  // CONFLICT clause that both engines speak. Throws what SOCI throws. The rows
  // stay.
  void InsertInto(soci::session& session, std::string_view on_conflict = "") const;

 private:
  struct Cell {
    int64_t value;   // The number, or where the text begins in texts_.
    int32_t length;  // Bytes of the text; -1 for a number.
  };

  void InsertSqlite(soci::session& session, std::string_view on_conflict) const;
  void InsertPostgresql(soci::session& session, std::string_view on_conflict) const;
  void CopyPostgresql(soci::session& session, std::string_view on_conflict) const;
  std::string ColumnList() const;

  const std::string table_;
  const std::vector<std::string> columns_;
  std::vector<Cell> cells_;
  std::string texts_;
};

// A comma-separated list of ids, to be bound to the parameter of IdTable.
std::string IdList(std::span<const int64_t> ids);

// A table expression with one column `value` of the ids bound to `parameter`
// (such as ":ids"): "SELECT ... FROM " + IdTable(session, ":ids") + " k JOIN
// movement m ON m.person_id = k.value".
std::string IdTable(const soci::session& session, std::string_view parameter);

// The same for texts, which must hold neither quotes, backslashes nor control
// characters.
std::string TextList(std::span<const std::string> texts);
std::string TextTable(const soci::session& session, std::string_view parameter);

}  // namespace baophu::sql

#endif  // BAOPHU_COMMON_SQL_ROW_BATCH_H_
