#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_NETWORK_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_NETWORK_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <map>
#include <string>

#include "services/contribution/network/registry/network.h"

// Tables collection_organisation, collection_point, collector, cooperative_invitation,
// organisation_session and collection_sequence. Functions run inside a read or write of
// the database; nothing is ever updated.
namespace baophu::contribution::network_store {

// All versions that hold. A network has some thousands of records, so it is read whole.
Network ReadNetwork(soci::session& session);
// As they are now, by code.
std::map<std::string, CooperativeInvitation> ReadInvitations(soci::session& session);
std::map<std::string, OrganisationSession> ReadSessions(soci::session& session);

// Enters a version with its moment and revision.
void Add(soci::session& session, const CollectionOrganisation& record);
void Add(soci::session& session, const CollectionPoint& record);
void Add(soci::session& session, const Collector& record);
void Add(soci::session& session, const CooperativeInvitation& record);
void Add(soci::session& session, const OrganisationSession& record);

// Takes `count` ids that follow each other; returns the first.
int64_t TakeIds(soci::session& session, int64_t count);

}  // namespace baophu::contribution::network_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_NETWORK_STORE_H_
