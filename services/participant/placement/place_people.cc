#include "services/participant/placement/place_people.h"

#include <algorithm>

#include "services/participant/areas/area_feed.h"
#include "services/participant/enrolment/enrolment_store.h"
#include "services/participant/enrolment/fold/any_cover.h"
#include "services/participant/placement/placement_store.h"

namespace baophu::participant {
namespace {

constexpr int64_t kPeoplePerPage = 20'000;

bool IsPlaced(soci::session& session, const AreaHistory& history) {
  return placement_store::ReadDigest(session) == history.DivisionDigest();
}

}  // namespace

bool PlacePeople(Commit& commit, const Context& context, const AreaHistory& history) {
  soci::session& session = commit.session();
  if (IsPlaced(session, history)) return false;
  placement_store::DeleteAll(session);
  if (history.DivisionDigest() != 0) {
    PlacementMap placements;
    const int64_t last = enrolment_store::MaxPersonId(session);
    for (int64_t after = 0; after < last; after += kPeoplePerPage) {
      for (auto& [person, coverage] : enrolment_store::ReadCoverage(
               session, after, std::min(last, after + kPeoplePerPage), context.categories)) {
        AddAny(coverage.spans);
        AddPlacements(coverage.spans, +1, history, placements);
      }
    }
    placement_store::Add(session, placements, context.categories);
  }
  placement_store::WriteDigest(session, history.DivisionDigest());
  return true;
}

absl::Status PlacePeopleAtStart(const Context& context) {
  bool placed = false;
  const absl::Status read = context.database.Read([&](soci::session& session) {
    placed = IsPlaced(session, *context.areas.HistoryIn(session));
    return absl::OkStatus();
  });
  if (!read.ok() || placed) return read;
  return context.committer
      .Run([&](Commit& commit) -> absl::StatusOr<bool> {
        const bool changed =
            PlacePeople(commit, context, *context.areas.HistoryIn(commit.session()));
        if (changed) AddCatalogueEntry(commit);
        return changed;
      })
      .status();
}

}  // namespace baophu::participant
