#include "services/participant/people/identifier_import.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "common/ingest/row_errors.h"
#include "common/month/month.h"
#include "common/status/try.h"
#include "services/participant/people/held_identifier.h"
#include "services/participant/people/person_store.h"
#include "services/participant/people/resolve.h"

namespace baophu::participant {
namespace {

struct Candidate {
  size_t index;
  KeyedHash person_hash;
  KeyedHash hash;
  HeldIdentifier held;
};

// A day, or a month where no more is known; empty when neither is.
bool ValidMoment(std::string_view text) {
  return text.empty() || Day::Parse(text).ok() || Month::Parse(text).ok();
}

// Of a day and a month only the months are compared.
bool EndsBeforeItBegins(std::string_view from, std::string_view to) {
  const size_t known = std::min(from.size(), to.size());
  return to.substr(0, known) < from.substr(0, known);
}

std::optional<Candidate> ReadRow(const Context& context, size_t index, const v1::IdentifierRow& row,
                                 RowErrors& errors) {
  const auto refuse = [&](std::string_view field, std::string_view problem,
                          std::string_view remedy) {
    errors.Refuse(index, field, "INVALID_FIELD", problem, remedy);
    return std::nullopt;
  };
  const absl::StatusOr<PersonIdentifier> person = ParsePersonIdentifier(row.person());
  if (!person.ok()) return refuse("person", std::string(person.status().message()), "");
  const absl::StatusOr<PersonIdentifier> identifier = ParsePersonIdentifier(row.identifier());
  if (!identifier.ok()) {
    return refuse("identifier", std::string(identifier.status().message()), "");
  }
  for (const auto& [field, text] :
       {std::pair<std::string_view, const std::string&>{"valid_from", row.valid_from()},
        {"valid_to", row.valid_to()}}) {
    if (!ValidMoment(text)) {
      return refuse(field, "is neither a day nor a month", "write YYYY-MM-DD or YYYY-MM");
    }
  }
  if (EndsBeforeItBegins(row.valid_from(), row.valid_to())) {
    return refuse("valid_to", "is before valid_from", "write a day not before it");
  }
  if (!row.status().empty() && row.status() != "VALID" && row.status() != "WITHDRAWN") {
    return refuse("status", "is unknown", "write VALID or WITHDRAWN, or leave it empty");
  }
  const bool withdrawn = row.status() == "WITHDRAWN";
  if (withdrawn && !(row.valid_from().empty() && row.valid_to().empty())) {
    return refuse("status", "withdraws a number that has dates",
                  "leave the dates out, or write VALID with its last day");
  }
  return Candidate{index,
                   HashIdentifier(context.keys, *person),
                   HashIdentifier(context.keys, *identifier),
                   {*identifier, row.valid_from(), row.valid_to(), withdrawn}};
}

class PreparedIdentifiers final : public PreparedChunk {
 public:
  PreparedIdentifiers(const Context& context, std::vector<Candidate> candidates, RowErrors errors)
      : context_(context), candidates_(std::move(candidates)), errors_(std::move(errors)) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    soci::session& session = commit.session();
    BAOPHU_TRY(ReadRecords(session));
    RowErrors errors = errors_;
    int64_t accepted = 0, unchanged = 0;
    for (const Candidate& candidate : candidates_) {
      const auto person = known_.find(candidate.person_hash);
      if (person == known_.end()) {
        errors.Refuse(candidate.index, "person", "UNKNOWN_PERSON", "no person has this identifier",
                      "import the person first");
        continue;
      }
      const std::optional<bool> changed = candidate.held.withdrawn
                                              ? Withdraw(candidate, person->second, errors)
                                              : Hold(candidate, person->second, errors);
      if (!changed.has_value()) continue;
      ++(*changed ? accepted : unchanged);
    }
    Write(session, commit.revision());
    ack.set_accepted_count(accepted);
    ack.set_unchanged_count(unchanged);
    errors.AppendTo(ack);
    return absl::OkStatus();
  }

 private:
  struct Record {
    PersonRecord person;
    std::vector<HeldIdentifier> held;
  };

  absl::Status ReadRecords(soci::session& session) {
    std::vector<KeyedHash> hashes;
    for (const Candidate& candidate : candidates_) {
      hashes.push_back(candidate.person_hash);
      hashes.push_back(candidate.hash);
    }
    known_ = person_store::FindRecords(session, hashes);
    std::set<int64_t> ids;
    for (const auto& [hash, id] : known_) ids.insert(id);
    const std::vector<int64_t> list(ids.begin(), ids.end());
    for (PersonRecord& person : person_store::ReadPeople(session, list)) {
      BAOPHU_ASSIGN(std::vector<HeldIdentifier> held,
                    OpenIdentifiers(context_.keys, person.sealed_identifiers));
      const int64_t id = person.id.value();
      records_[id] = {std::move(person), std::move(held)};
    }
    return absl::OkStatus();
  }

  // The record with the number, where it counts for the same person as `id`.
  std::optional<int64_t> HolderFor(const Candidate& candidate, int64_t id) const {
    const auto holder = known_.find(candidate.hash);
    if (holder == known_.end() ||
        records_.at(holder->second).person.owner != records_.at(id).person.owner) {
      return std::nullopt;
    }
    return holder->second;
  }

  // These two return whether anything changed, or nothing when the row is
  // refused.
  std::optional<bool> Withdraw(const Candidate& candidate, int64_t id, RowErrors& errors) {
    const std::optional<int64_t> holder = HolderFor(candidate, id);
    if (!holder.has_value()) {
      const HeldIdentifier* known = FindHeld(records_.at(id).held, candidate.held.identifier);
      if (known != nullptr && known->withdrawn) return false;
      errors.Refuse(candidate.index, "identifier", "NOT_OF_THIS_PERSON",
                    "is no number of this person", "check both numbers");
      return std::nullopt;
    }
    Record& record = records_.at(*holder);
    if (std::count_if(record.held.begin(), record.held.end(),
                      [](const HeldIdentifier& one) { return !one.withdrawn; }) == 1) {
      errors.Refuse(candidate.index, "identifier", "LAST_IDENTIFIER",
                    "is the only number by which the record is found",
                    "import the person's right number first");
      return std::nullopt;
    }
    *FindHeld(record.held, candidate.held.identifier) = candidate.held;
    changed_.insert(*holder);
    known_.erase(candidate.hash);
    added_.erase(candidate.hash);
    removed_.insert(candidate.hash);
    return true;
  }

  std::optional<bool> Hold(const Candidate& candidate, int64_t id, RowErrors& errors) {
    const std::optional<int64_t> holder = HolderFor(candidate, id);
    if (!holder.has_value() && known_.contains(candidate.hash)) {
      errors.Refuse(candidate.index, "identifier", "IDENTIFIERS_OF_TWO_PEOPLE",
                    "belongs to another person",
                    "withdraw it there first, or merge the two records");
      return std::nullopt;
    }
    const int64_t record_id = holder.value_or(id);
    Record& record = records_.at(record_id);
    HeldIdentifier* known = FindHeld(record.held, candidate.held.identifier);
    if (known != nullptr && *known == candidate.held) return false;
    if (known == nullptr) {
      record.held.push_back(candidate.held);
    } else {
      *known = candidate.held;
    }
    changed_.insert(record_id);
    if (!holder.has_value()) {
      known_[candidate.hash] = record_id;
      added_[candidate.hash] = {candidate.hash, static_cast<int>(candidate.held.identifier.kind),
                                record_id};
    }
    return true;
  }

  void Write(soci::session& session, int64_t revision) {
    std::vector<PersonRecord> people;
    for (const int64_t id : changed_) {
      Record& record = records_.at(id);
      record.person.sealed_identifiers = SealIdentifiers(context_.keys, record.held);
      people.push_back(record.person);
    }
    person_store::WritePeople(session, people, revision);
    person_store::RemoveIdentifiers(session, {removed_.begin(), removed_.end()});
    std::vector<IdentifierKey> added;
    for (const auto& [hash, key] : added_) added.push_back(key);
    person_store::AddIdentifiers(session, added);
  }

  const Context& context_;
  const std::vector<Candidate> candidates_;
  const RowErrors errors_;
  // As the rows change them one after the other.
  RecordsByHash known_;
  absl::flat_hash_map<int64_t, Record> records_;
  std::set<int64_t> changed_;
  std::map<KeyedHash, IdentifierKey> added_;
  std::set<KeyedHash> removed_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<PreparedChunk>> PrepareIdentifiers(const Context& context,
                                                                  const v1::IdentifierRows& rows,
                                                                  int64_t first_row_number) {
  RowErrors errors(first_row_number);
  std::vector<Candidate> candidates;
  for (int i = 0; i < rows.rows_size(); ++i) {
    std::optional<Candidate> candidate =
        ReadRow(context, static_cast<size_t>(i), rows.rows(i), errors);
    if (candidate.has_value()) candidates.push_back(*std::move(candidate));
  }
  return std::make_unique<PreparedIdentifiers>(context, std::move(candidates), std::move(errors));
}

}  // namespace baophu::participant
