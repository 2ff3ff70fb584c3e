#include "common/sql/write.h"

#include "common/sql/database.h"
#include "common/sql/postgresql.h"

namespace baophu::sql {

void Execute(soci::session& session, const std::string& text,
             const std::vector<std::string>& parameters) {
  if (EngineOf(session) == Engine::kPostgresql) {
    postgresql::Run(session, {postgresql::WithNumbers(text), parameters});
    return;
  }
  soci::statement statement(session);
  for (const std::string& parameter : parameters) statement.exchange(soci::use(parameter));
  statement.alloc();
  statement.prepare(text);
  statement.define_and_bind();
  statement.execute(true);
}

void WriteTogether(soci::session& session, absl::FunctionRef<void()> write) {
  if (EngineOf(session) == Engine::kPostgresql) {
    postgresql::Gather(session, write);
  } else {
    write();
  }
}

}  // namespace baophu::sql
