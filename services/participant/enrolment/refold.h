#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_REFOLD_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_REFOLD_H_

#include <map>
#include <vector>

#include "common/feed/committer.h"
#include "services/participant/context.h"
#include "services/participant/coverage/coverage_deltas.h"
#include "services/participant/coverage/coverage_store.h"
#include "services/participant/enrolment/enrolment_store.h"
#include "services/participant/placement/placements.h"

namespace baophu::participant {

// One person whose movements or wages a transaction changes.
struct PersonChange {
  PersonId person;
  std::vector<Movement> before;
  std::vector<Movement> after;
  // Of the jobs of people who have several; see FoldCoverage.
  std::vector<Wage> wages_before;
  std::vector<Wage> wages_after;
};

// Folds each person before and after and writes what differs: spans, findings,
// head-counts, counts of every area above, which successors of divided areas
// people belong to, ends of cover and who of a household lacks it, and a feed entry for
// each area whose counts or placements changed.
// Movements and wages themselves are written by the caller.
void ApplyChanges(Commit& commit, const Context& context, const AreaHistory& areas,
                  const std::vector<PersonChange>& changes);

// Writes deltas of counts: by area, totals of the areas above; deltas of placed
// people; feed entries.
void ApplyDeltas(Commit& commit, const Context& context, const AreaCatalogue& areas,
                 DeltaMap& direct, const PlacementMap& placements = {});

// What a person's stored movements amount to, with the wages that this needs.
Coverage FoldPerson(soci::session& session, const Categories& categories, PersonId person,
                    const std::vector<StoredMovement>& stored);

// Adds what one person's jobs are to head-counts, `sign` +1 or -1.
void AddJobs(const std::vector<JobSpan>& jobs, int sign, Headcounts& changes);

// Whether these movements have more than one employer in health insurance, so
// that wages decide.
bool NeedsWages(const std::vector<Movement>& movements);

// Wages of these people, by the person that their records count for, ended
// where the next begins.
absl::flat_hash_map<PersonId, std::vector<Wage>> ReadWagesOf(soci::session& session,
                                                             const std::vector<PersonId>& people);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_REFOLD_H_
