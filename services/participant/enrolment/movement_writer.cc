#include "services/participant/enrolment/movement_writer.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "services/participant/enrolment/refold.h"
#include "services/participant/people/person_store.h"

namespace baophu::participant {
namespace {

PersonChange& ChangeOf(PersonId owner, const MovementsByPerson& known,
                       absl::flat_hash_map<PersonId, PersonChange>& changes) {
  const auto [at, fresh] = changes.try_emplace(owner);
  PersonChange& change = at->second;
  if (fresh) {
    change.person = owner;
    if (const auto found = known.find(owner); found != known.end()) {
      for (const StoredMovement& stored : found->second) {
        change.before.push_back(stored.movement);
      }
      change.after = change.before;
    }
  }
  return change;
}

bool LeavesBeforeItsJoin(const Movement& leave, const std::vector<Movement>& known) {
  if (leave.kind != MovementKind::kLeave || leave.names.empty()) return false;
  return std::any_of(known.begin(), known.end(), [&](const Movement& join) {
    return join.id == leave.names && leave.effective < join.effective;
  });
}

}  // namespace

std::vector<size_t> WriteMovements(Commit& commit, const Context& context, const AreaHistory& areas,
                                   std::span<const IncomingMovement> incoming) {
  soci::session& session = commit.session();
  std::vector<int64_t> records;
  for (const IncomingMovement& one : incoming) records.push_back(one.stored->record.value());
  std::sort(records.begin(), records.end());
  records.erase(std::unique(records.begin(), records.end()), records.end());
  const auto owners = person_store::ReadOwners(session, records);
  std::vector<int64_t> people;
  for (const auto& [record, owner] : owners) people.push_back(owner);
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  const MovementsByPerson known =
      enrolment_store::ReadMovements(session, people, context.categories);

  absl::flat_hash_map<PersonId, PersonChange> changes;
  changes.reserve(people.size());
  std::vector<enrolment_store::NewMovement> added;
  added.reserve(incoming.size());
  std::vector<size_t> left_out;
  for (size_t at = 0; at < incoming.size(); ++at) {
    Movement& movement = incoming[at].stored->movement;
    if (movement.recorded_us == 0) movement.recorded_us = commit.now_us();
    const PersonId owner(owners.at(incoming[at].stored->record.value()));
    PersonChange& change = ChangeOf(owner, known, changes);
    if (LeavesBeforeItsJoin(movement, change.after)) {
      left_out.push_back(at);
      continue;
    }
    change.after.push_back(movement);
    added.push_back({owner, incoming[at].stored, incoming[at].digest});
  }
  if (added.empty()) return left_out;

  std::vector<PersonId> need_wages;
  std::vector<PersonChange> list;
  list.reserve(changes.size());
  for (auto& [person, change] : changes) {
    if (change.before.size() == change.after.size()) continue;
    if (NeedsWages(change.after)) need_wages.push_back(person);
    list.push_back(std::move(change));
  }
  const auto wages = ReadWagesOf(session, need_wages);
  for (PersonChange& change : list) {
    const auto found = wages.find(change.person);
    if (found != wages.end()) change.wages_before = change.wages_after = found->second;
  }
  enrolment_store::AddMovements(session, added, context.categories, commit.revision());
  ApplyChanges(commit, context, areas, list);
  return left_out;
}

}  // namespace baophu::participant
