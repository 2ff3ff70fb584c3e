#ifndef BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_REGISTRY_RULES_H_
#define BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_REGISTRY_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "common/area/area_catalogue.h"
#include "services/contribution/network/law/collection_law.h"
#include "services/contribution/network/registry/network.h"

// Which records the registry of the collection network takes. Each check names field,
// reason and remedy; `network` is what is known without the record. Pure.
namespace baophu::contribution {

// 1 to 40 letters, digits, dots, dashes and low lines.
absl::Status CheckNetworkCode(const std::string& field, const std::string& code);

absl::Status CheckOrganisation(const CollectionOrganisation& organisation, const CollectionLaw& law,
                               const AreaCatalogue& areas);

// Also fills in code_scheme and number, by the code scheme of the month in which the
// record begins. Refuses a point under an organisation whose contract is not in force
// (CONTRACT_NOT_IN_FORCE), a code that the scheme does not make (POINT_CODE), and a
// number that another open point of the commune has (NUMBER_TAKEN).
absl::Status CheckPoint(const Network& network, const CollectionLaw& law,
                        const AreaCatalogue& areas, CollectionPoint& point);

absl::Status CheckCollector(const Collector& collector, const Network& network,
                            const CollectionLaw& law, const AreaCatalogue& areas);

absl::Status CheckInvitation(const CooperativeInvitation& invitation, const Network& network,
                             const AreaCatalogue& areas, Day today);

absl::Status CheckSession(const OrganisationSession& session, const Network& network,
                          const CollectionLaw& law, const AreaCatalogue& areas, Day today);

// NOT_FOUND (UNKNOWN_ORGANISATION), or FAILED_PRECONDITION (CONTRACT_NOT_IN_FORCE) where
// the organisation has no contract on the day.
absl::Status CheckContractOn(const Network& network, const std::string& field,
                             const std::string& organisation, Day day);

// Fills in what an invitation that is sent again leaves open, and refuses what differs:
// ALREADY_EXISTS with reason DUPLICATE_WITH_OTHER_CONTENT.
absl::Status MergeInvitation(const CooperativeInvitation& stored, CooperativeInvitation& row);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_NETWORK_REGISTRY_REGISTRY_RULES_H_
