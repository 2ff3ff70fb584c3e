#ifndef BAOPHU_SERVICES_PARTICIPANT_SELF_PAID_CONTRIBUTION_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_SELF_PAID_CONTRIBUTION_STORE_H_

#include <soci/soci.h>

#include <cstdint>

// Table contribution_position. Functions run inside a read or write of the database.
namespace baophu::participant::contribution_store {

// The last revision of contribution that is applied here.
int64_t ReadPosition(soci::session& session);
void SavePosition(soci::session& session, int64_t revision);

}  // namespace baophu::participant::contribution_store

#endif  // BAOPHU_SERVICES_PARTICIPANT_SELF_PAID_CONTRIBUTION_STORE_H_
