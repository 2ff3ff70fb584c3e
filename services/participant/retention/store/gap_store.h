#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_GAP_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_GAP_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "common/identifiers/ids.h"
#include "services/participant/enrolment/categories.h"
#include "services/participant/retention/rules/household_gaps.h"

// Tables retention_gap and retention_household. Functions run inside a read or write of the
// database.
namespace baophu::participant::gap_store {

using Gaps = std::map<PersonId, std::vector<CoverGap>>;

// Of these people, by month.
Gaps Read(soci::session& session, std::span<const int64_t> people);
// Makes `after` what is stored of these people, of whom `before` is.
void Write(soci::session& session, std::span<const int64_t> people, const Gaps& before,
           const Gaps& after);
void DeleteAll(soci::session& session);
int64_t CountAll(soci::session& session);

// A person that counts for itself, and where they live.
struct Member {
  PersonId person;
  HouseholdId household;
  std::string birth_date;
};
// Which households these people live in; those without one, and records that count for
// others, are left out.
std::vector<Member> ReadHouseholds(soci::session& session, std::span<const int64_t> people);
// Everybody in these households who counts for themselves.
std::vector<Member> ReadMembers(soci::session& session, std::span<const int64_t> households);

// Those of these households that are known to pay for health insurance, by id.
std::vector<int64_t> PayingOf(soci::session& session, std::span<const int64_t> households);
void AddPaying(soci::session& session, std::span<const int64_t> households);
// Those of these people who have such cover, in any month.
std::vector<int64_t> PayersAmong(soci::session& session, std::span<const int64_t> people,
                                 const Categories& categories);
// Finds all of them by the cover of their members.
void FindPaying(soci::session& session, const Categories& categories);
// The next so many after an id, by id.
std::vector<int64_t> PayingAfter(soci::session& session, int64_t after, int64_t limit);
// How many people have such cover in a household that is not known to.
int64_t CountMissing(soci::session& session, const Categories& categories);

}  // namespace baophu::participant::gap_store

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_GAP_STORE_H_
