#ifndef BAOPHU_COMMON_SQL_WRITE_H_
#define BAOPHU_COMMON_SQL_WRITE_H_

#include <soci/soci.h>

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"

namespace baophu::sql {

// Runs a statement that changes rows. `parameters` are bound as text, in order;
// give them to BIGINT columns as CAST(:p AS BIGINT). Throws what SOCI throws.
void Execute(soci::session& session, const std::string& text,
             const std::vector<std::string>& parameters);

// Runs `write`; what RowBatch and Execute write in it may wait until its end, so
// that on PostgreSQL all of it takes one round trip. Cursors in it see what was
// written before them; a statement that SOCI runs in it may not. Inside a write.
//
//   WriteTogether(session, [&] {
//     transactions.InsertInto(session);
//     postings.InsertInto(session);
//   });
void WriteTogether(soci::session& session, absl::FunctionRef<void()> write);

}  // namespace baophu::sql

#endif  // BAOPHU_COMMON_SQL_WRITE_H_
