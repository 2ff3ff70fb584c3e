#include "services/participant/people/person_store.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::participant::person_store {
namespace {

constexpr char kPersonColumns[] =
    "p.person_id, p.owner_id, p.household_id, p.row_digest, p.full_name, p.birth_date, p.sex, "
    "p.residence_area, p.identifiers";

std::vector<PersonRecord> ReadRecords(sql::Cursor& cursor) {
  std::vector<PersonRecord> people;
  while (cursor.Next()) {
    people.push_back({PersonId(cursor.number(0)), PersonId(cursor.number(1)), cursor.text(0),
                      cursor.text(1), cursor.text(2), HouseholdId(cursor.number(2)), cursor.text(3),
                      cursor.text(4), cursor.number(3)});
  }
  return people;
}

}  // namespace

int64_t TakeIds(soci::session& session, const std::string& kind, int64_t count) {
  long long next = 0;
  session << "SELECT next_id FROM id_sequence WHERE kind = :k", soci::use(kind), soci::into(next);
  if (!session.got_data()) {
    next = 1;
    session << "INSERT INTO id_sequence (kind, next_id) VALUES (:k, 1)", soci::use(kind);
  }
  const long long after = next + count;
  session << "UPDATE id_sequence SET next_id = :n WHERE kind = :k", soci::use(after),
      soci::use(kind);
  return next;
}

RecordsByHash FindRecords(soci::session& session, std::span<const KeyedHash> hashes) {
  RecordsByHash wanted;
  std::vector<int64_t> highs;
  highs.reserve(hashes.size());
  for (const KeyedHash& hash : hashes) {
    if (wanted.try_emplace(hash, 0).second) highs.push_back(hash.high);
  }
  // In the order of the index, so that neighbours meet the same page.
  std::sort(highs.begin(), highs.end());
  sql::Cursor cursor(session,
                     absl::StrCat("SELECT i.hash_high, i.hash_low, i.record_id FROM ",
                                  sql::IdTable(session, ":ids"),
                                  " k JOIN identifier_key i ON i.hash_high = k.value"),
                     {sql::IdList(highs)}, 3, 0);
  RecordsByHash found;
  while (cursor.Next()) {
    const KeyedHash hash{cursor.number(0), cursor.number(1)};
    if (wanted.contains(hash)) found[hash] = cursor.number(2);
  }
  return found;
}

void AddIdentifiers(soci::session& session, std::vector<IdentifierKey> keys) {
  std::sort(keys.begin(), keys.end(),
            [](const IdentifierKey& a, const IdentifierKey& b) { return a.hash < b.hash; });
  sql::RowBatch batch("identifier_key", {"hash_high", "hash_low", "kind", "record_id"});
  for (const IdentifierKey& key : keys) {
    batch.Add(key.hash.high).Add(key.hash.low).Add(key.kind).Add(key.record_id);
  }
  batch.InsertInto(session);
}

void RemoveIdentifiers(soci::session& session, const std::vector<KeyedHash>& hashes) {
  for (const KeyedHash& hash : hashes) {
    const long long high = hash.high, low = hash.low;
    session << "DELETE FROM identifier_key WHERE hash_high = :h AND hash_low = :l",
        soci::use(high, "h"), soci::use(low, "l");
  }
}

std::vector<PersonRecord> ReadPeople(soci::session& session, std::span<const int64_t> ids) {
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT ", kPersonColumns, " FROM ", sql::IdTable(session, ":ids"),
                   " k JOIN person p ON p.person_id = k.value"),
      {sql::IdList(ids)}, 4, 5);
  return ReadRecords(cursor);
}

std::optional<PersonRecord> ReadPerson(soci::session& session, PersonId id) {
  const int64_t value = id.value();
  std::vector<PersonRecord> people = ReadPeople(session, {&value, 1});
  if (people.empty()) return std::nullopt;
  return std::move(people[0]);
}

absl::flat_hash_map<int64_t, int64_t> ReadOwners(soci::session& session,
                                                 std::span<const int64_t> ids) {
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT p.person_id, p.owner_id FROM ", sql::IdTable(session, ":ids"),
                   " k JOIN person p ON p.person_id = k.value"),
      {sql::IdList(ids)}, 2, 0);
  absl::flat_hash_map<int64_t, int64_t> owners;
  while (cursor.Next()) owners[cursor.number(0)] = cursor.number(1);
  return owners;
}

std::vector<int64_t> ReadHouseholds(soci::session& session, std::span<const int64_t> records) {
  if (records.empty()) return {};
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT DISTINCT p.household_id FROM ", sql::IdTable(session, ":ids"),
                   " k JOIN person p ON p.person_id = k.value WHERE p.household_id <> 0"),
      {sql::IdList(records)}, 1, 0);
  std::vector<int64_t> households;
  while (cursor.Next()) households.push_back(cursor.number(0));
  return households;
}

void WritePeople(soci::session& session, const std::vector<PersonRecord>& people,
                 int64_t revision) {
  sql::RowBatch batch("person",
                      {"person_id", "owner_id", "full_name", "birth_date", "sex", "household_id",
                       "residence_area", "identifiers", "row_digest", "revision"});
  for (const PersonRecord& person : people) {
    batch.Add(person.id.value())
        .Add(person.owner.value())
        .Add(person.full_name)
        .Add(person.birth_date)
        .Add(person.sex)
        .Add(person.household.value())
        .Add(person.residence_area)
        .Add(person.sealed_identifiers)
        .Add(person.row_digest)
        .Add(revision);
  }
  batch.InsertInto(session,
                   "ON CONFLICT (person_id) DO UPDATE SET full_name = excluded.full_name, "
                   "birth_date = excluded.birth_date, sex = excluded.sex, "
                   "household_id = excluded.household_id, "
                   "residence_area = excluded.residence_area, "
                   "identifiers = excluded.identifiers, row_digest = excluded.row_digest, "
                   "revision = excluded.revision");
}

std::vector<Merge> ReadMerges(soci::session& session, PersonId owner) {
  sql::Cursor cursor(session,
                     "SELECT m.from_person, m.into_person FROM person p JOIN person_merge m "
                     "ON m.from_person = p.person_id "
                     "WHERE p.owner_id = CAST(:o AS BIGINT) AND m.undone_us = 0",
                     {absl::StrCat(owner.value())}, 2, 0);
  std::vector<Merge> merges;
  while (cursor.Next()) {
    merges.push_back({PersonId(cursor.number(0)), PersonId(cursor.number(1))});
  }
  return merges;
}

void AddMerge(soci::session& session, PersonId from, PersonId into, int64_t now_us) {
  const long long from_id = from.value(), into_id = into.value(), at = now_us;
  session << "INSERT INTO person_merge (from_person, merge_number, into_person, recorded_us, "
             "undone_us) SELECT CAST(:f AS BIGINT), COALESCE(MAX(merge_number), 0) + 1, "
             "CAST(:i AS BIGINT), CAST(:t AS BIGINT), 0 "
             "FROM person_merge WHERE from_person = :g",
      soci::use(from_id, "f"), soci::use(into_id, "i"), soci::use(at, "t"), soci::use(from_id, "g");
}

void UndoMerge(soci::session& session, PersonId from, int64_t now_us) {
  const long long from_id = from.value(), at = now_us;
  session << "UPDATE person_merge SET undone_us = :t WHERE from_person = :f AND undone_us = 0",
      soci::use(at, "t"), soci::use(from_id, "f");
}

absl::flat_hash_map<int64_t, int64_t> ReadRecords(soci::session& session,
                                                  std::span<const int64_t> owners) {
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT p.person_id, p.owner_id FROM ", sql::IdTable(session, ":ids"),
                   " k JOIN person p ON p.owner_id = k.value"),
      {sql::IdList(owners)}, 2, 0);
  absl::flat_hash_map<int64_t, int64_t> records;
  while (cursor.Next()) records[cursor.number(0)] = cursor.number(1);
  return records;
}

void SetOwner(soci::session& session, std::span<const int64_t> records, PersonId owner) {
  const long long owner_id = owner.value();
  const std::string ids = sql::IdList(records);
  session << "UPDATE person SET owner_id = :o WHERE person_id IN (SELECT k.value FROM " +
                 sql::IdTable(session, ":ids") + " k)",
      soci::use(owner_id, "o"), soci::use(ids, "ids");
}

}  // namespace baophu::participant::person_store
