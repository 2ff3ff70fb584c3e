#ifndef BAOPHU_COMMON_SQL_CURSOR_H_
#define BAOPHU_COMMON_SQL_CURSOR_H_

#include <soci/soci.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace baophu::sql {

// Reads the rows of a query one by one. On SQLite a result of any size takes
// bounded memory; on PostgreSQL the client library holds the whole result, so a
// query over a table that grows must ask for it range by range. The query selects its BIGINT
// columns first, then its TEXT columns, none of them NULL. Lives inside a read or write; throws
// what SOCI throws. Not thread-safe.
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
  bool Next() { return rows_->Next(numbers_, texts_); }

  int64_t number(int column) const { return numbers_[static_cast<size_t>(column)]; }
  const std::string& text(int column) const { return texts_[static_cast<size_t>(column)]; }

  // How an engine gives the rows of a query.
  class Rows {
   public:
    virtual ~Rows() = default;
    // Fills in the next row; false after the last.
    virtual bool Next(std::vector<int64_t>& numbers, std::vector<std::string>& texts) = 0;
  };

 private:
  std::vector<int64_t> numbers_;
  std::vector<std::string> texts_;
  std::unique_ptr<Rows> rows_;
};

}  // namespace baophu::sql

#endif  // BAOPHU_COMMON_SQL_CURSOR_H_
