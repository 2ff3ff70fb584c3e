#include "services/participant/self_paid/paid_cover_writer.h"

#include <memory>
#include <optional>

#include "absl/strings/str_cat.h"
#include "services/participant/enrolment/movement_writer.h"
#include "services/participant/people/person_store.h"

namespace baophu::participant {
namespace {

// Of all that a period is, so that another one under its id is noticed.
int64_t DigestOf(const KeyRing& keys, const PaidCover& cover, const Movement& movement) {
  return keys
      .Hash(absl::StrCat(movement.id, " ", cover.record.value(), " ", cover.schemes.bits(), " ",
                         cover.from.number(), " ", cover.through.number(), " ",
                         cover.area.ToString(), " ", cover.category))
      .low;
}

}  // namespace

std::vector<CoverProblem> WritePaidCovers(Commit& commit, const Context& context,
                                          std::span<const PaidCover> covers) {
  soci::session& session = commit.session();
  const std::shared_ptr<const AreaHistory> areas = context.areas.HistoryIn(session);
  std::vector<int64_t> records;
  std::vector<std::string> ids;
  for (const PaidCover& cover : covers) {
    records.push_back(cover.record.value());
    for (const Movement& movement : MovementsOf(cover, context.categories)) {
      ids.push_back(movement.id);
    }
  }
  const auto owners = person_store::ReadOwners(session, records);
  auto digests = enrolment_store::ReadMovementDigests(session, ids);

  std::vector<CoverProblem> problems;
  std::vector<StoredMovement> stored;
  std::vector<int64_t> stored_digests;
  stored.reserve(ids.size());  // Pointers into it are kept below.
  for (const PaidCover& cover : covers) {
    std::optional<std::string> problem = ProblemOf(cover, areas->catalogue(), context.categories);
    if (!owners.contains(cover.record.value())) problem = "it is of an unknown person";
    if (problem.has_value()) {
      problems.emplace_back(cover.cover_id, *std::move(problem));
      continue;
    }
    for (Movement& movement : MovementsOf(cover, context.categories)) {
      const int64_t digest = DigestOf(context.keys, cover, movement);
      const auto [known, fresh] = digests.emplace(movement.id, digest);
      if (!fresh && known->second != digest) {
        problems.emplace_back(cover.cover_id, "another period had its id before");
        break;
      }
      if (!fresh) continue;
      stored.push_back({cover.record, std::move(movement)});
      stored_digests.push_back(digest);
    }
  }
  std::vector<IncomingMovement> incoming;
  incoming.reserve(stored.size());
  for (size_t i = 0; i < stored.size(); ++i) incoming.push_back({&stored[i], stored_digests[i]});
  if (!incoming.empty()) WriteMovements(commit, context, *areas, incoming);
  return problems;
}

}  // namespace baophu::participant
