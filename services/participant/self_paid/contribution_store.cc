#include "services/participant/self_paid/contribution_store.h"

namespace baophu::participant::contribution_store {

int64_t ReadPosition(soci::session& session) {
  long long revision = 0;
  session << "SELECT revision FROM contribution_position WHERE id = 1", soci::into(revision);
  return revision;
}

void SavePosition(soci::session& session, int64_t revision) {
  const long long value = revision;
  session << "UPDATE contribution_position SET revision = :r WHERE id = 1", soci::use(value);
}

}  // namespace baophu::participant::contribution_store
