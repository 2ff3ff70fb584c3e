#ifndef BAOPHU_COMMON_SQL_POSTGRESQL_H_
#define BAOPHU_COMMON_SQL_POSTGRESQL_H_

#include <libpq-fe.h>
#include <soci/soci.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"

// libpq beneath a session of SOCI's on PostgreSQL: what this folder sends by its
// own hand, because SOCI takes three round trips for a statement that has
// parameters and one for each of several statements. Used in this folder only.
namespace baophu::sql::postgresql {

struct ResultDeleter {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultDeleter>;

// A statement with its parameters $1, $2, ... as text. Plans are kept, those of
// others than `lasting` for a moment only.
struct Statement {
  std::string text;
  std::vector<std::string> parameters;
  // The plan does not depend on how large a table is.
  bool lasting = false;
};

PGconn* ConnectionOf(soci::session& session);

// Throws what SOCI throws for this result; null stands for a lost connection.
[[noreturn]] void Fail(const PGresult* result);

// "... = :a AND ... = :b" with $1 and $2, as SOCI numbers them.
std::string WithNumbers(std::string_view text);

// Runs a query, after what was gathered, all in one round trip.
Result Query(soci::session& session, const std::string& text,
             const std::vector<std::string>& parameters);

// Runs a statement that returns no rows. Inside Gather it may wait until its end.
void Run(soci::session& session, Statement statement);

// Runs `write` and sends what it gathered, in order and in one round trip. Nothing
// that follows a statement that failed, which it throws, is run.
void Gather(soci::session& session, absl::FunctionRef<void()> write);

// Sends what was gathered so far.
void SendGathered(soci::session& session);

}  // namespace baophu::sql::postgresql

#endif  // BAOPHU_COMMON_SQL_POSTGRESQL_H_
