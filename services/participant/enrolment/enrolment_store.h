#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_ENROLMENT_STORE_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_ENROLMENT_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/participant/enrolment/categories.h"
#include "services/participant/enrolment/fold/coverage.h"
#include "services/participant/enrolment/movement.h"

namespace baophu::participant {

// A movement with what is stored beside its meaning.
struct StoredMovement {
  PersonId record;  // The record that it was made for.
  Movement movement;
};

using MovementsByPerson = absl::flat_hash_map<PersonId, std::vector<StoredMovement>>;

// A row of wages as imported: from a month through a month, or until the next
// row of the same job (through is then Month::Max()).
struct WageRecord {
  PersonId person;
  EmployerId employer;
  Month from;
  Month through;
  int64_t wage_vnd = 0;
  std::string rate_class;
  std::string workplace_area;
};

// SQL of movements, spans, findings and wages. All functions run inside a read
// or write of the database.
namespace enrolment_store {

// Content digests of those of these movement ids that are taken.
absl::flat_hash_map<std::string, int64_t> ReadMovementDigests(
    soci::session& session, const std::vector<std::string>& movement_ids);

MovementsByPerson ReadMovements(soci::session& session, std::span<const int64_t> person_ids,
                                const Categories& categories);

// A movement's place in the order of writes.
struct MovementRevision {
  PersonId person;
  std::string movement_id;
  int64_t revision = 0;
};
// Movements that a revision brought, by person, but for those that take effect
// after `through`. An ANNUL is among them whatever its month: it undoes another.
std::vector<MovementRevision> ReadMovementsOf(soci::session& session, int64_t revision,
                                              Month through);
// Of all movements of these people.
std::vector<MovementRevision> ReadRevisions(soci::session& session,
                                            std::span<const int64_t> person_ids);

// Calls `take` with each person's movements, by person id, for all persons
// with ids in (after, through].
void ScanMovements(soci::session& session, int64_t after, int64_t through,
                   const Categories& categories,
                   const std::function<void(PersonId, std::vector<StoredMovement>&)>& take);
int64_t CountMovements(soci::session& session);
int64_t MaxPersonId(soci::session& session);

struct NewMovement {
  PersonId person;
  const StoredMovement* stored;
  int64_t digest;
};
void AddMovements(soci::session& session, const std::vector<NewMovement>& movements,
                  const Categories& categories, int64_t revision);
// Moves the movements of these records to another person.
void MoveMovements(soci::session& session, std::span<const int64_t> records, PersonId from,
                   PersonId to);

// What a person's cover was and is; the store writes the difference.
struct CoverageChange {
  PersonId person;
  Coverage before;
  Coverage after;
};
void WriteCoverage(soci::session& session, const std::vector<CoverageChange>& changes,
                   const Categories& categories);
// Spans without SCHEME_ANY, and findings, as they are stored.
absl::flat_hash_map<PersonId, Coverage> ReadCoverage(soci::session& session, int64_t after,
                                                     int64_t through, const Categories& categories);

// Rows of wages of these records, by job and month.
std::vector<WageRecord> ReadWages(soci::session& session, std::span<const int64_t> record_ids);
// Records with wages after one, by id, at most `limit`.
std::vector<int64_t> RecordsWithWages(soci::session& session, int64_t after, int64_t limit);
void WriteWages(soci::session& session, const std::vector<WageRecord>& wages, int64_t revision);
// Which of these persons are counted by the highest of several wages.
std::vector<int64_t> PersonsWithSeveralHealthJobs(soci::session& session,
                                                  std::span<const int64_t> person_ids);

struct FindingRecord {
  PersonId person;
  std::string kind;
  int scheme = 0;
  Month from;
  std::string movement_id;
};
// Findings after a position, in the order of their key.
std::vector<FindingRecord> ListFindings(soci::session& session, const FindingRecord& after,
                                        const std::string& kind, int64_t limit);

}  // namespace enrolment_store

// Wages of one job as spans: each ends by itself or before the next begins.
// `wages` are sorted by job and month.
std::vector<WageRecord> EndWagesAtNext(std::vector<WageRecord> wages);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_ENROLMENT_STORE_H_
