#ifndef BAOPHU_COMMON_SQL_CURSOR_H_
#define BAOPHU_COMMON_SQL_CURSOR_H_

#include <soci/soci.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace baophu::sql {

// Reads the rows of a query in batches. On SQLite a result of any size takes
// bounded memory; on PostgreSQL the client library holds the whole result, so a
// query over a table that grows must ask for it range by range. The query selects its BIGINT columns first, then its TEXT
// columns, none of them NULL. Lives inside a read or write; throws what SOCI
// throws. Not thread-safe.
//
//   Cursor cursor(session, "SELECT month, area_code FROM x WHERE id = :id",
//                 {"17"}, 1, 1);
//   while (cursor.Next()) Use(cursor.number(0), cursor.text(0));
class Cursor {
 public:
  // `parameters` are bound as text, in order; compare them with BIGINT columns
  // as CAST(:p AS BIGINT).
  Cursor(soci::session& session, const std::string& query,
         const std::vector<std::string>& parameters, int numbers, int texts);

  // Moves to the next row; false after the last.
  bool Next();

  int64_t number(int column) const { return numbers_[static_cast<size_t>(column)][at_]; }
  const std::string& text(int column) const { return texts_[static_cast<size_t>(column)][at_]; }

 private:
  static constexpr size_t kBatchRows = 1024;

  bool FetchBatch();

  const std::vector<std::string> parameters_;
  std::vector<std::vector<long long>> numbers_;
  std::vector<std::vector<std::string>> texts_;
  soci::statement statement_;
  size_t at_ = 0;
  size_t row_count_ = 0;
  bool began_ = false;
  bool ended_ = false;
};

}  // namespace baophu::sql

#endif  // BAOPHU_COMMON_SQL_CURSOR_H_
