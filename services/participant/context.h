#ifndef BAOPHU_SERVICES_PARTICIPANT_CONTEXT_H_
#define BAOPHU_SERVICES_PARTICIPANT_CONTEXT_H_

#include <stop_token>

#include "common/feed/committer.h"
#include "common/feed/feed_log.h"
#include "common/feed/revision_clock.h"
#include "common/keys/key_ring.h"
#include "common/rpc/executor.h"
#include "common/sql/database.h"
#include "services/participant/areas/area_store.h"
#include "services/participant/enrolment/categories.h"
#include "services/participant/flows/movement_reasons.h"
#include "services/participant/retention/rules/retention_codes.h"

namespace baophu::participant {

// What every capability of the service stands on. Owned by main (or a test),
// outlives the server.
struct Context {
  sql::Database& database;
  RevisionClock& clock;
  Committer& committer;
  FeedLog& feed;
  const KeyRing& keys;
  rpc::Executor& executor;
  // For work that takes long or waits for a commit: imports, recounts. Reads
  // never wait behind it.
  rpc::Executor& long_work;
  const Categories& categories;
  const MovementReasons& reasons;
  const RetentionCodes& retention;
  AreaRegistry& areas;
  std::stop_token stopping;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_CONTEXT_H_
