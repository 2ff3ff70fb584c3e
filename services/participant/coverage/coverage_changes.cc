#include "services/participant/coverage/coverage_changes.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/participant/coverage/coverage_deltas.h"
#include "services/participant/employers/employer_store.h"
#include "services/participant/enrolment/fold/coverage_fold.h"
#include "services/participant/enrolment/refold.h"
#include "services/participant/placement/placements.h"

namespace baophu::participant {
namespace {

// People whose movements are read at once.
constexpr size_t kPeoplePerRead = 2000;

// What movements change in the counts of one person.
struct CoverDeltas {
  DeltaMap direct;
  PlacementMap placements;
};

bool Changes(const CoverDeltas& deltas, const AreaCatalogue& areas, AreaCode area, Month through) {
  const DeltaMap totals = ExpandToAncestors(deltas.direct, areas);
  return std::any_of(totals.begin(), totals.end(),
                     [&](const auto& entry) {
                       return entry.first.area == area && entry.first.month <= through &&
                              !entry.second.zero();
                     }) ||
         std::any_of(deltas.placements.begin(), deltas.placements.end(), [&](const auto& entry) {
           return entry.first.area == area && entry.first.month <= through && entry.second != 0;
         });
}

// What the change of a person's jobs means for the count of employers: as if
// nobody else worked there, so maybe more than there is, never less.
void AddJobDeltas(soci::session& session, const Coverage& before, const Coverage& after,
                  DeltaMap& direct) {
  if (before.jobs == after.jobs) return;
  Headcounts changes;
  AddJobs(before.jobs, -1, changes);
  AddJobs(after.jobs, +1, changes);
  std::vector<int64_t> ids;
  for (const auto& [employer, months] : changes) ids.push_back(employer.value());
  const auto employer_areas = employer_store::ReadAreas(session, ids);
  for (const auto& [employer, months] : changes) {
    const auto area = employer_areas.find(employer.value());
    if (area == employer_areas.end()) continue;
    for (const auto& [month, people] : months) {
      direct[{area->second, kEmployersSeries, Category(), month}] += Delta{people, 0, 0};
    }
  }
}

// What the movements of a revision change in the counts of one person.
CoverDeltas DeltasOf(soci::session& session, const Context& context, const AreaHistory& areas,
                     PersonId person, const std::vector<StoredMovement>& movements,
                     const absl::flat_hash_map<std::string, int64_t>& revisions, int64_t revision) {
  std::vector<Movement> before, after;
  for (const StoredMovement& stored : movements) {
    const int64_t of = revisions.at(stored.movement.id);
    if (of < revision) before.push_back(stored.movement);
    if (of <= revision) after.push_back(stored.movement);
  }
  std::vector<Wage> wages;
  if (NeedsWages(after)) {
    const auto of_person = ReadWagesOf(session, {person});
    if (const auto of = of_person.find(person); of != of_person.end()) wages = of->second;
  }
  const Coverage cover_before = FoldCoverage(before, wages, context.categories);
  const Coverage cover_after = FoldCoverage(after, wages, context.categories);
  CoverDeltas deltas;
  AddSpanDeltas(cover_before.spans, -1, deltas.direct);
  AddSpanDeltas(cover_after.spans, +1, deltas.direct);
  AddPlacements(cover_before.spans, -1, areas, deltas.placements);
  AddPlacements(cover_after.spans, +1, areas, deltas.placements);
  AddJobDeltas(session, cover_before, cover_after, deltas.direct);
  return deltas;
}

}  // namespace

CoverageChanges FindCoverageChanges(soci::session& session, const Context& context, AreaCode area,
                                    Month through, int64_t revision) {
  using enrolment_store::MovementRevision;
  CoverageChanges found;
  const std::shared_ptr<const AreaHistory> areas = context.areas.HistoryIn(session);
  std::vector<MovementRevision> brought =
      enrolment_store::ReadMovementsOf(session, revision, through);
  for (auto first = brought.begin(); first != brought.end();) {
    std::vector<int64_t> ids;
    auto end = first;
    for (; end != brought.end(); ++end) {
      const int64_t id = end->person.value();
      if (!ids.empty() && ids.back() == id) continue;
      if (ids.size() == kPeoplePerRead) break;
      ids.push_back(id);
    }
    const MovementsByPerson movements =
        enrolment_store::ReadMovements(session, ids, context.categories);
    absl::flat_hash_map<std::string, int64_t> revisions;
    for (const MovementRevision& row : enrolment_store::ReadRevisions(session, ids)) {
      revisions.emplace(row.movement_id, row.revision);
    }
    PersonId looked_at;
    bool changes = false;
    for (; first != end; ++first) {
      if (first->person != looked_at) {
        looked_at = first->person;
        changes = Changes(DeltasOf(session, context, *areas, looked_at, movements.at(looked_at),
                                   revisions, revision),
                          areas->catalogue(), area, through);
      }
      if (!changes) continue;
      if (found.movements.size() == CoverageChanges::kMaxRecords) {
        found.more = true;
        return found;
      }
      found.movements.push_back({looked_at, std::move(first->movement_id)});
    }
  }
  return found;
}

}  // namespace baophu::participant
