#include "services/participant/people/merge.h"

#include <algorithm>
#include <set>

#include "common/status/fault.h"
#include "services/participant/enrolment/enrolment_store.h"
#include "services/participant/enrolment/refold.h"
#include "services/participant/people/person_store.h"
#include "services/participant/retention/household_refresh.h"
#include "services/participant/retention/store/case_store.h"

namespace baophu::participant {
namespace {

absl::Status CannotMerge(std::string_view problem, std::string_view remedy) {
  return FaultStatus(absl::StatusCode::kFailedPrecondition, "CANNOT_MERGE", "name", problem,
                     remedy);
}

std::vector<Movement> MovementsOf(const MovementsByPerson& all, PersonId person) {
  std::vector<Movement> movements;
  if (const auto found = all.find(person); found != all.end()) {
    for (const StoredMovement& stored : found->second) movements.push_back(stored.movement);
  }
  return movements;
}

// Hands these records, which count for `from`, over to `to` and counts both
// people anew.
void MoveRecords(Commit& commit, const Context& context, const std::vector<int64_t>& records,
                 PersonId from, PersonId to) {
  soci::session& session = commit.session();
  const std::vector<int64_t> both = {from.value(), to.value()};
  const std::vector<PersonId> people = {from, to};
  const MovementsByPerson before =
      enrolment_store::ReadMovements(session, both, context.categories);
  auto wages_before = ReadWagesOf(session, people);
  enrolment_store::MoveMovements(session, records, from, to);
  case_store::MoveRecords(session, records, from, to);
  person_store::SetOwner(session, records, to);
  const MovementsByPerson after = enrolment_store::ReadMovements(session, both, context.categories);
  auto wages_after = ReadWagesOf(session, people);

  std::vector<PersonChange> changes;
  for (const PersonId person : people) {
    changes.push_back({person, MovementsOf(before, person), MovementsOf(after, person),
                       wages_before[person], wages_after[person]});
  }
  ApplyChanges(commit, context, *context.areas.HistoryIn(session), changes);
  // A record that counts for another lives nowhere, also where no cover changed.
  std::vector<int64_t> everybody = records;
  everybody.insert(everybody.end(), both.begin(), both.end());
  RefreshHouseholds(session, {context.categories, context.reasons},
                    person_store::ReadHouseholds(session, everybody), both);
}

}  // namespace

absl::Status NoSuchPerson(std::string_view field) {
  return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_PERSON", field,
                     "there is no such person", "look the person up by an identifier");
}

absl::Status MergeRecords(Commit& commit, const Context& context, PersonId from, PersonId into) {
  soci::session& session = commit.session();
  const auto from_record = person_store::ReadPerson(session, from);
  if (!from_record.has_value()) return NoSuchPerson("name");
  const auto into_record = person_store::ReadPerson(session, into);
  if (!into_record.has_value()) return NoSuchPerson("into_person");
  if (from_record->owner != from) {
    return CannotMerge("the record is merged already", "undo that merge first");
  }
  if (into_record->owner == from) {
    return CannotMerge("the two records are one person already", "choose two different people");
  }
  const int64_t from_id = from.value();
  std::vector<int64_t> records;
  for (const auto& [record, owner] : person_store::ReadRecords(session, {&from_id, 1})) {
    records.push_back(record);
  }
  person_store::AddMerge(session, from, into, commit.now_us());
  MoveRecords(commit, context, records, from, into_record->owner);
  return absl::OkStatus();
}

absl::Status UnmergeRecord(Commit& commit, const Context& context, PersonId from) {
  soci::session& session = commit.session();
  const auto record = person_store::ReadPerson(session, from);
  if (!record.has_value()) return NoSuchPerson("name");
  if (record->owner == from) {
    return CannotMerge("the record is not merged", "name the record that had been given up");
  }
  // Records that reach `from` through merges still in force go with it.
  const std::vector<person_store::Merge> merges = person_store::ReadMerges(session, record->owner);
  std::set<PersonId> going = {from};
  for (bool grew = true; grew;) {
    grew = false;
    for (const person_store::Merge& merge : merges) {
      if (going.contains(merge.into) && going.insert(merge.from).second) grew = true;
    }
  }
  std::vector<int64_t> records;
  for (const PersonId person : going) records.push_back(person.value());
  person_store::UndoMerge(session, from, commit.now_us());
  MoveRecords(commit, context, records, record->owner, from);
  return absl::OkStatus();
}

}  // namespace baophu::participant
