#include "services/participant/retention/case_writer.h"

#include <baophu/participant/v1/change_service.pb.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "services/participant/enrolment/enrolment_store.h"
#include "services/participant/enrolment/refold.h"
#include "services/participant/people/person_store.h"
#include "services/participant/retention/store/case_store.h"
#include "services/participant/retention/store/list_store.h"

namespace baophu::participant {
namespace {

// Cases and records of the people that a write is about.
class CaseBook {
 public:
  template <typename Incoming>
  CaseBook(Commit& commit, const Categories& categories, std::span<Incoming> incoming)
      : commit_(commit) {
    std::set<int64_t> records;
    for (const Incoming& one : incoming) records.insert(one.key.person.value());
    owners_ = person_store::ReadOwners(commit.session(),
                                       std::vector<int64_t>(records.begin(), records.end()));
    std::set<int64_t> people;
    for (const auto& [record, owner] : owners_) people.insert(owner);
    const std::vector<int64_t> list(people.begin(), people.end());
    standing_ = list_store::ReadOf(commit.session(), list);
    records_ = case_store::Read(commit.session(), list);
    for (const case_store::Work& work : case_store::ReadWorkOf(commit.session(), list)) {
      works_.emplace(work.key, work);
    }
    ReadFollowed(categories, incoming);
  }

  // The record of a case, and where in the order of writes the next one stands; null when
  // there is no such case.
  CaseRecord* Open(CaseKey& key, RecordedAt& at) {
    at.record = key.person;
    at.recorded_us = commit_.now_us();
    key.person = PersonId(owners_.at(key.person.value()));
    if (!IsKnown(key) && !followed_.contains(key)) return nullptr;
    CaseRecord& record = records_[key];
    at.number = 1;
    for (const CaseAssignment& each : record.assignments) Follow(each.at, at);
    for (const CaseContact& each : record.contacts) Follow(each.at, at);
    return &record;
  }

  void Touch(const CaseKey& key) { touched_.insert(key); }

  // Writes what the records come to now.
  void Finish() {
    std::vector<case_store::Work> changed;
    for (const CaseKey& key : touched_) {
      const auto standing = standing_.find(key);
      const auto before = works_.find(key);
      const AreaCode area = standing != standing_.end() ? standing->second.area
                            : before != works_.end()    ? before->second.area
                                                        : followed_.at(key);
      const case_store::Work work{key, area, WorkOf(records_.at(key))};
      if (before != works_.end() && before->second == work) continue;
      const CaseWork earlier = before == works_.end() ? CaseWork() : before->second.work;
      if (work.work.contacted != earlier.contacted || work.work.outcome != earlier.outcome ||
          work.work.reason != earlier.reason) {
        AddEntry(work);
      }
      changed.push_back(work);
    }
    case_store::WriteWork(commit_.session(), changed);
  }

 private:
  bool IsKnown(const CaseKey& key) const {
    return standing_.contains(key) || records_.contains(key);
  }

  // Of those that nothing else is known about.
  template <typename Incoming>
  void ReadFollowed(const Categories& categories, std::span<Incoming> incoming) {
    std::set<CaseKey> unknown;
    std::set<int64_t> people;
    for (const Incoming& one : incoming) {
      CaseKey key = one.key;
      key.person = PersonId(owners_.at(key.person.value()));
      if (IsKnown(key)) continue;
      unknown.insert(key);
      people.insert(key.person.value());
    }
    if (unknown.empty()) return;
    const MovementsByPerson movements = enrolment_store::ReadMovements(
        commit_.session(), std::vector<int64_t>(people.begin(), people.end()), categories);
    for (const CaseKey& key : unknown) {
      const auto of_person = movements.find(key.person);
      if (of_person == movements.end()) continue;
      const Coverage coverage =
          FoldPerson(commit_.session(), categories, key.person, of_person->second);
      const std::optional<AreaCode> area =
          AreaOfFollowedEnd(coverage.flows, coverage.renewals, categories, key.kind, key.month);
      if (area.has_value()) followed_.emplace(key, *area);
    }
  }

  static void Follow(const RecordedAt& other, RecordedAt& at) {
    if (other.record == at.record) at.number = std::max(at.number, other.number + 1);
    // Clocks of replicas differ; what is recorded later prevails all the same.
    at.recorded_us = std::max(at.recorded_us, other.recorded_us);
  }

  void AddEntry(const case_store::Work& work) {
    // The time without cover of a household's member is no end of theirs.
    if (work.key.kind == RetentionKind::kUncovered) return;
    v1::WatchChangesResponse event;
    v1::RetentionOutcomeChange& change = *event.mutable_retention_outcome();
    change.set_person_id(work.key.person.value());
    change.set_scheme(static_cast<type::v1::Scheme>(SchemeOf(work.key.kind)));
    change.set_through_month(work.key.month.ToString());
    change.set_outcome(work.work.outcome);
    change.set_reason(work.work.reason);
    change.set_contacted_date(work.work.contacted.ToString());
    commit_.AddEntry("retention_outcome", event.SerializeAsString());
  }

  Commit& commit_;
  absl::flat_hash_map<int64_t, int64_t> owners_;
  std::map<CaseKey, list_store::CaseRow> standing_;
  case_store::Records records_;
  std::map<CaseKey, case_store::Work> works_;
  // Where a person counted at an end of cover that is no case, because cover followed at once.
  std::map<CaseKey, AreaCode> followed_;
  std::set<CaseKey> touched_;
};

}  // namespace

std::vector<CaseWrite> WriteAssignments(Commit& commit, const Categories& categories,
                                        std::span<IncomingAssignment> incoming, Repeat repeat) {
  CaseBook book(commit, categories, incoming);
  std::vector<CaseWrite> results;
  std::vector<case_store::NewAssignment> added;
  for (IncomingAssignment& one : incoming) {
    CaseRecord* const record = book.Open(one.key, one.assignment.at);
    if (record == nullptr) {
      results.push_back(CaseWrite::kNoCase);
      continue;
    }
    // An earlier day than that of what holds is history, written once.
    const bool known = std::any_of(
        record->assignments.begin(), record->assignments.end(), [&](const CaseAssignment& other) {
          return other.day == one.assignment.day && other.assignee == one.assignment.assignee;
        });
    const CaseAssignment* const holding = HoldingAssignment(*record);
    const bool holds = holding == nullptr ? one.assignment.assignee.empty()
                                          : holding->assignee == one.assignment.assignee &&
                                                holding->day == one.assignment.day;
    const bool is_history = holding != nullptr && one.assignment.day < holding->day;
    if (holds || (known && (is_history || repeat == Repeat::kIsKnown))) {
      results.push_back(CaseWrite::kUnchanged);
      continue;
    }
    record->assignments.push_back(one.assignment);
    added.push_back({one.key, one.assignment});
    book.Touch(one.key);
    results.push_back(CaseWrite::kWritten);
  }
  case_store::AddAssignments(commit.session(), added, commit.revision());
  book.Finish();
  return results;
}

std::vector<CaseWrite> WriteContacts(Commit& commit, const Categories& categories,
                                     std::span<IncomingContact> incoming, Repeat repeat) {
  CaseBook book(commit, categories, incoming);
  std::vector<CaseWrite> results;
  std::vector<case_store::NewContact> added;
  for (IncomingContact& one : incoming) {
    CaseRecord* const record = book.Open(one.key, one.contact.at);
    if (record == nullptr) {
      results.push_back(CaseWrite::kNoCase);
      continue;
    }
    const std::vector<CaseContact> holding =
        repeat == Repeat::kIsKnown ? record->contacts : HoldingContacts(*record);
    const bool known = std::any_of(holding.begin(), holding.end(), [&](const CaseContact& other) {
      return other.SameContent(one.contact);
    });
    if (known) {
      results.push_back(CaseWrite::kUnchanged);
      continue;
    }
    record->contacts.push_back(one.contact);
    added.push_back({one.key, one.contact});
    book.Touch(one.key);
    results.push_back(CaseWrite::kWritten);
  }
  case_store::AddContacts(commit.session(), added, commit.revision());
  book.Finish();
  return results;
}

}  // namespace baophu::participant
