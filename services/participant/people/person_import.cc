#include "services/participant/people/person_import.h"

#include <algorithm>
#include <optional>
#include <set>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/ingest/row_errors.h"
#include "common/status/try.h"
#include "common/text/normalise.h"
#include "services/participant/people/held_identifier.h"
#include "services/participant/people/person_store.h"
#include "services/participant/people/resolve.h"
#include "services/participant/retention/household_refresh.h"

namespace baophu::participant {
namespace {

constexpr size_t kMaxNameBytes = 200;
constexpr size_t kMaxHouseholdCodeBytes = 20;

struct Candidate {
  size_t index;
  std::vector<PersonIdentifier> identifiers;
  std::vector<KeyedHash> hashes;  // As many as identifiers.
  std::optional<KeyedHash> household_hash;
  PersonRecord person;  // Without ids; sealed for a new person.
};

// Fields of a row's identifiers, by PersonIdentifierKind from 1.
constexpr std::string_view kIdentifierFields[] = {"insurance_number", "citizen_number",
                                                  "old_identity_number"};

// Numbers without dates.
std::vector<HeldIdentifier> Undated(const std::vector<PersonIdentifier>& identifiers) {
  std::vector<HeldIdentifier> held;
  for (const PersonIdentifier& one : identifiers) held.push_back({one, "", "", false});
  return held;
}

class RowReader {
 public:
  RowReader(const Context& context, RowErrors& errors) : context_(context), errors_(errors) {}

  std::optional<Candidate> Read(size_t index, const v1::PersonRow& row) {
    Candidate candidate;
    candidate.index = index;
    const auto refuse = [&](std::string_view field, std::string_view problem,
                            std::string_view remedy) {
      errors_.Refuse(index, field, "INVALID_FIELD", problem, remedy);
      return std::nullopt;
    };

    const std::string* const values[] = {&row.insurance_number(), &row.citizen_number(),
                                         &row.old_identity_number()};
    for (int kind = 1; kind <= 3; ++kind) {
      const std::string_view field = kIdentifierFields[kind - 1];
      const std::string& value = *values[kind - 1];
      if (value.empty()) continue;
      const absl::StatusOr<PersonIdentifier> identifier = ParsePersonIdentifier(value);
      if (!identifier.ok() || static_cast<int>(identifier->kind) != kind) {
        static constexpr std::string_view kRemedies[] = {"write 10 digits", "write 12 digits",
                                                         "write 9 digits"};
        return refuse(field, "has another form", kRemedies[kind - 1]);
      }
      candidate.hashes.push_back(HashIdentifier(context_.keys, *identifier));
      candidate.identifiers.push_back(*identifier);
    }
    if (candidate.identifiers.empty()) {
      return refuse("insurance_number", "and the other identifiers are empty",
                    "write at least one");
    }

    PersonRecord& person = candidate.person;
    absl::StatusOr<std::string> name = NormaliseText(row.full_name(), kMaxNameBytes);
    if (!name.ok()) return refuse("full_name", std::string(name.status().message()), "");
    if (name->empty()) return refuse("full_name", "is empty", "write the person's name");
    person.full_name = *std::move(name);
    if (!ValidBirthDate(row.birth_date())) {
      return refuse("birth_date", "is not a date",
                    "write YYYY-MM-DD, or YYYY if only that is known");
    }
    person.birth_date = row.birth_date();
    if (row.sex() != "M" && row.sex() != "F") return refuse("sex", "is unknown", "write M or F");
    person.sex = row.sex();
    if (!row.residence_area().empty()) {
      const absl::StatusOr<AreaCode> area = AreaCode::Parse(row.residence_area());
      if (!area.ok()) return refuse("residence_area", std::string(area.status().message()), "");
      person.residence_area = area->ToString();
    }
    if (!row.household_code().empty()) {
      const absl::StatusOr<std::string> code =
          NormaliseText(row.household_code(), kMaxHouseholdCodeBytes);
      if (!code.ok()) return refuse("household_code", std::string(code.status().message()), "");
      candidate.household_hash = HashIdentifier(context_.keys, kHouseholdCode, *code);
    }
    WarnAboutCitizenNumber(index, row);
    person.sealed_identifiers = SealIdentifiers(context_.keys, Undated(candidate.identifiers));
    person.row_digest = context_.keys.Hash(row.SerializeAsString()).low;
    return candidate;
  }

 private:
  static bool ValidBirthDate(std::string_view text) {
    if (text.size() == 4) return Month::Parse(std::string(text) + "-01").ok();
    return Day::Parse(text).ok();
  }

  void WarnAboutCitizenNumber(size_t index, const v1::PersonRow& row) {
    if (row.citizen_number().empty()) return;
    const CitizenNumberFacts facts = ReadCitizenNumber(row.citizen_number());
    const auto warn = [&](std::string_view reason, std::string_view problem,
                          std::string_view remedy) {
      errors_.Warn(index, "citizen_number", reason, problem, remedy);
    };
    int birth_year = 0;
    if (absl::SimpleAtoi(row.birth_date().substr(0, 4), &birth_year) &&
        birth_year != facts.birth_year) {
      warn("CITIZEN_NUMBER_BIRTH_YEAR", "says another birth year than birth_date",
           "compare both with the identity card");
    }
    if (facts.male != (row.sex() == "M")) {
      warn("CITIZEN_NUMBER_SEX", "says another sex than sex",
           "compare both with the identity card");
    }
    if (!facts.known_birth_province) {
      warn("CITIZEN_NUMBER_PROVINCE", "begins with no province's code",
           "compare it with the identity card");
    }
  }

  const Context& context_;
  RowErrors& errors_;
};

class PreparedPeople final : public PreparedChunk {
 public:
  PreparedPeople(const Context& context, std::vector<Candidate> candidates, RowErrors errors)
      : context_(context), candidates_(std::move(candidates)), errors_(std::move(errors)) {}

  absl::Status Apply(Commit& commit, type::v1::ImportAck& ack) override {
    soci::session& session = commit.session();
    const std::shared_ptr<const AreaCatalogue> areas = context_.areas.In(session);
    RowErrors errors = errors_;
    RecordsByHash known = FindKnown(session);
    const absl::flat_hash_map<int64_t, PersonRecord> stored = ReadStored(session, known);

    std::vector<const Candidate*> fresh;
    absl::flat_hash_map<int64_t, PersonRecord> updated;
    std::vector<IdentifierKey> new_keys;
    int64_t unchanged = 0, changed = 0;
    int64_t new_people = 0;
    for (const Candidate& candidate : candidates_) {
      if (!KnownResidence(candidate, *areas, errors)) continue;
      std::set<int64_t> records;
      for (const KeyedHash& hash : candidate.hashes) {
        if (const auto found = known.find(hash); found != known.end())
          records.insert(found->second);
      }
      if (records.size() > 1) records = PeopleOf(records, stored);
      if (records.size() > 1) {
        errors.Refuse(candidate.index, "", "IDENTIFIERS_OF_TWO_PEOPLE",
                      "its identifiers belong to two records",
                      "merge the two records, or correct the identifiers");
        continue;
      }
      if (records.empty()) {
        // Numbered below zero until ids are taken, so that later rows of the
        // chunk find it.
        --new_people;
        for (const KeyedHash& hash : candidate.hashes) known[hash] = new_people;
        fresh.push_back(&candidate);
        ++changed;
        continue;
      }
      const int64_t id = *records.begin();
      if (id < 0) {
        const Candidate& first = *fresh[static_cast<size_t>(-id - 1)];
        if (first.person.row_digest == candidate.person.row_digest) {
          ++unchanged;
        } else {
          errors.Refuse(candidate.index, "", "TWICE_IN_CHUNK",
                        "the same new person stands in this chunk with other content",
                        "keep one of the two rows, or send the other one later");
        }
        continue;
      }
      const auto earlier = updated.find(id);
      const PersonRecord& current = earlier == updated.end() ? stored.at(id) : earlier->second;
      if (current.row_digest == candidate.person.row_digest) {
        ++unchanged;
        continue;
      }
      BAOPHU_ASSIGN(std::vector<HeldIdentifier> held,
                    OpenIdentifiers(context_.keys, current.sealed_identifiers));
      if (NamesWithdrawn(candidate, held, errors)) continue;
      updated[id] = Update(current, candidate, std::move(held), known, new_keys);
      ++changed;
    }
    WriteAll(commit, fresh, updated, new_keys);
    ack.set_accepted_count(changed);
    ack.set_unchanged_count(unchanged);
    errors.AppendTo(ack);
    return absl::OkStatus();
  }

 private:
  RecordsByHash FindKnown(soci::session& session) const {
    std::vector<KeyedHash> hashes;
    for (const Candidate& candidate : candidates_) {
      hashes.insert(hashes.end(), candidate.hashes.begin(), candidate.hashes.end());
      if (candidate.household_hash.has_value()) hashes.push_back(*candidate.household_hash);
    }
    return person_store::FindRecords(session, hashes);
  }

  absl::flat_hash_map<int64_t, PersonRecord> ReadStored(soci::session& session,
                                                        const RecordsByHash& known) const {
    std::set<int64_t> ids;
    for (const Candidate& candidate : candidates_) {
      for (const KeyedHash& hash : candidate.hashes) {
        if (const auto found = known.find(hash); found != known.end()) ids.insert(found->second);
      }
    }
    absl::flat_hash_map<int64_t, PersonRecord> stored;
    // A second round reads the people whom merged records count for.
    while (!ids.empty()) {
      const std::vector<int64_t> list(ids.begin(), ids.end());
      ids.clear();
      for (PersonRecord& person : person_store::ReadPeople(session, list)) {
        ids.insert(person.owner.value());
        stored[person.id.value()] = std::move(person);
      }
      std::erase_if(ids, [&](int64_t id) { return stored.contains(id); });
    }
    return stored;
  }

  // The people whom these records count for; one that is new in the chunk is
  // below zero.
  static std::set<int64_t> PeopleOf(const std::set<int64_t>& records,
                                    const absl::flat_hash_map<int64_t, PersonRecord>& stored) {
    std::set<int64_t> people;
    for (const int64_t id : records) {
      people.insert(id < 0 ? id : stored.at(id).owner.value());
    }
    return people;
  }

  static bool KnownResidence(const Candidate& candidate, const AreaCatalogue& areas,
                             RowErrors& errors) {
    const std::string& code = candidate.person.residence_area;
    if (code.empty() || areas.FindNewest(AreaCode::FromTrusted(code)) != nullptr) return true;
    errors.Refuse(candidate.index, "residence_area", "UNKNOWN_AREA",
                  absl::StrCat("no area ever had the code ", code),
                  "correct it, or import the area first");
    return false;
  }

  // Whether a row has a number that was withdrawn from its person; refuses it.
  static bool NamesWithdrawn(const Candidate& candidate, std::vector<HeldIdentifier>& held,
                             RowErrors& errors) {
    for (const PersonIdentifier& one : candidate.identifiers) {
      const HeldIdentifier* known = FindHeld(held, one);
      if (known == nullptr || !known->withdrawn) continue;
      errors.Refuse(candidate.index, kIdentifierFields[static_cast<int>(one.kind) - 1],
                    "IDENTIFIER_WITHDRAWN", "was withdrawn from this person",
                    "leave it empty, or give it back with a row of identifiers");
      return true;
    }
    return false;
  }

  // The stored person with what the row says, and with the row's identifiers
  // added to those known before.
  PersonRecord Update(const PersonRecord& current, const Candidate& candidate,
                      std::vector<HeldIdentifier> held, RecordsByHash& known,
                      std::vector<IdentifierKey>& new_keys) const {
    PersonRecord next = candidate.person;
    next.id = current.id;
    next.owner = current.owner;
    next.household = current.household;
    if (next.residence_area.empty()) next.residence_area = current.residence_area;
    if (candidate.household_hash.has_value()) {
      if (const auto found = known.find(*candidate.household_hash); found != known.end()) {
        next.household = HouseholdId(found->second);
      } else {
        pending_households_.push_back({current.id.value(), *candidate.household_hash});
      }
    }
    for (size_t i = 0; i < candidate.identifiers.size(); ++i) {
      const PersonIdentifier& one = candidate.identifiers[i];
      if (!known.try_emplace(candidate.hashes[i], current.id.value()).second) continue;
      new_keys.push_back({candidate.hashes[i], static_cast<int>(one.kind), current.id.value()});
      held.push_back({one, "", "", false});
    }
    next.sealed_identifiers = SealIdentifiers(context_.keys, held);
    return next;
  }

  void WriteAll(Commit& commit, const std::vector<const Candidate*>& fresh,
                absl::flat_hash_map<int64_t, PersonRecord>& updated,
                std::vector<IdentifierKey>& new_keys) {
    soci::session& session = commit.session();
    // Households that nobody lived in before.
    std::vector<KeyedHash> hashes;
    for (const Candidate* candidate : fresh) {
      if (candidate->household_hash.has_value()) hashes.push_back(*candidate->household_hash);
    }
    for (const auto& [id, hash] : pending_households_) hashes.push_back(hash);
    RecordsByHash households = person_store::FindRecords(session, hashes);
    std::vector<KeyedHash> missing;
    for (const KeyedHash& hash : hashes) {
      if (households.try_emplace(hash, 0).second) missing.push_back(hash);
    }
    if (!missing.empty()) {
      int64_t next =
          person_store::TakeIds(session, "household", static_cast<int64_t>(missing.size()));
      for (const KeyedHash& hash : missing) {
        households[hash] = next;
        new_keys.push_back({hash, kHouseholdCode, next++});
      }
    }
    for (const auto& [id, hash] : pending_households_) {
      updated.at(id).household = HouseholdId(households.at(hash));
    }
    pending_households_.clear();

    std::vector<PersonRecord> people;
    people.reserve(fresh.size() + updated.size());
    if (!fresh.empty()) {
      int64_t next = person_store::TakeIds(session, "person", static_cast<int64_t>(fresh.size()));
      for (const Candidate* candidate : fresh) {
        PersonRecord person = candidate->person;
        person.id = person.owner = PersonId(next++);
        if (candidate->household_hash.has_value()) {
          person.household = HouseholdId(households.at(*candidate->household_hash));
        }
        for (size_t i = 0; i < candidate->hashes.size(); ++i) {
          new_keys.push_back({candidate->hashes[i],
                              static_cast<int>(candidate->identifiers[i].kind), person.id.value()});
        }
        people.push_back(std::move(person));
      }
    }
    for (auto& [id, person] : updated) people.push_back(std::move(person));
    // Where those who move lived, and where everybody lives now.
    std::vector<int64_t> changed;
    for (const auto& [id, person] : updated) changed.push_back(id);
    std::vector<int64_t> concerned = person_store::ReadHouseholds(session, changed);
    for (const PersonRecord& person : people) concerned.push_back(person.household.value());
    std::sort(concerned.begin(), concerned.end());
    concerned.erase(std::unique(concerned.begin(), concerned.end()), concerned.end());
    person_store::WritePeople(session, people, commit.revision());
    RefreshHouseholds(session, {context_.categories, context_.reasons}, concerned, changed);
    person_store::AddIdentifiers(session, new_keys);
  }

  const Context& context_;
  const std::vector<Candidate> candidates_;
  const RowErrors errors_;
  // Updated people who move into a household that is not known yet.
  mutable std::vector<std::pair<int64_t, KeyedHash>> pending_households_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<PreparedChunk>> PreparePeople(const Context& context,
                                                             const v1::PersonRows& rows,
                                                             int64_t first_row_number) {
  RowErrors errors(first_row_number);
  RowReader reader(context, errors);
  std::vector<Candidate> candidates;
  candidates.reserve(static_cast<size_t>(rows.rows_size()));
  for (int i = 0; i < rows.rows_size(); ++i) {
    std::optional<Candidate> candidate = reader.Read(static_cast<size_t>(i), rows.rows(i));
    if (candidate.has_value()) candidates.push_back(*std::move(candidate));
  }
  return std::make_unique<PreparedPeople>(context, std::move(candidates), std::move(errors));
}

}  // namespace baophu::participant
