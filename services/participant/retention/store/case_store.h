#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_CASE_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_CASE_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "services/participant/retention/rules/case_record.h"

// What was recorded about cases: tables retention_assignment, retention_contact and
// retention_work. Functions run inside a read or write of the database.
namespace baophu::participant::case_store {

using Records = std::map<CaseKey, CaseRecord>;

// All that was recorded about cases of these people.
Records Read(soci::session& session, std::span<const int64_t> people);

struct NewAssignment {
  CaseKey key;
  CaseAssignment assignment;
};
struct NewContact {
  CaseKey key;
  CaseContact contact;
};
void AddAssignments(soci::session& session, const std::vector<NewAssignment>& assignments,
                    int64_t revision);
void AddContacts(soci::session& session, const std::vector<NewContact>& contacts, int64_t revision);

// What a case's record comes to, with the code of the case's area.
struct Work {
  CaseKey key;
  AreaCode area;
  CaseWork work;

  friend bool operator==(const Work&, const Work&) = default;
};
// Inserts or replaces.
void WriteWork(soci::session& session, const std::vector<Work>& works);
// Of these people.
std::vector<Work> ReadWorkOf(soci::session& session, std::span<const int64_t> people);
// Of people with ids in (after, through], by person, kind and month.
std::vector<Work> ReadWork(soci::session& session, int64_t after, int64_t through);

// Hands what was recorded of these records over to another person, who has it from now on,
// and works out anew what it comes to for both.
void MoveRecords(soci::session& session, std::span<const int64_t> records, PersonId from,
                 PersonId to);

}  // namespace baophu::participant::case_store

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_STORE_CASE_STORE_H_
