#include "services/contribution/ledger/key_lookup.h"

#include <string>

#include "common/sql/database.h"

namespace baophu::contribution {

void LookUpKeysByIndex(soci::session& session) {
  if (sql::EngineOf(session) != sql::Engine::kPostgresql) return;
  // True: until the end of the transaction.
  std::string hash_join, merge_join;
  session << "SELECT set_config('enable_hashjoin', 'off', true), "
             "set_config('enable_mergejoin', 'off', true)",
      soci::into(hash_join), soci::into(merge_join);
}

}  // namespace baophu::contribution
