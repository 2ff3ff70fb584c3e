#include "services/participant/enrolment/enrolment_store.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::participant {
namespace {

constexpr int kMovementNumbers = 9;
constexpr int kMovementTexts = 5;
constexpr char kMovementColumns[] =
    "m.person_id, m.record_id, m.kind, m.schemes, m.effective_month, m.through_month, "
    "m.employer_id, m.contract_day, m.recorded_us, m.movement_id, m.area_code, m.category, "
    "m.names_movement, m.reason";

Month MonthOf(int64_t number) { return Month::FromNumber(static_cast<int32_t>(number)); }

StoredMovement ReadMovement(const sql::Cursor& cursor, const Categories& categories) {
  StoredMovement stored;
  stored.record = PersonId(cursor.number(1));
  Movement& movement = stored.movement;
  movement.kind = static_cast<MovementKind>(cursor.number(2));
  movement.schemes = SchemeSet::FromBits(cursor.number(3));
  movement.effective = MonthOf(cursor.number(4));
  movement.through = MonthOf(cursor.number(5));
  movement.employer = EmployerId(cursor.number(6));
  movement.contract_date = Day::FromNumber(static_cast<int32_t>(cursor.number(7)));
  movement.recorded_us = cursor.number(8);
  movement.id = cursor.text(0);
  movement.area = AreaCode::FromTrusted(cursor.text(1));
  movement.category = categories.Find(cursor.text(2));
  movement.names = cursor.text(3);
  movement.reason = cursor.text(4);
  return stored;
}

std::vector<int64_t> IdsOf(const std::vector<enrolment_store::CoverageChange>& changes,
                           bool (*wanted)(const enrolment_store::CoverageChange&)) {
  std::vector<int64_t> ids;
  for (const auto& change : changes) {
    if (wanted(change)) ids.push_back(change.person.value());
  }
  return ids;
}

std::vector<enrolment_store::MovementRevision> ReadRevisionRows(sql::Cursor& cursor) {
  std::vector<enrolment_store::MovementRevision> rows;
  while (cursor.Next()) {
    rows.push_back({PersonId(cursor.number(0)), cursor.text(0), cursor.number(1)});
  }
  return rows;
}

void DeleteOf(soci::session& session, const std::string& table, std::span<const int64_t> ids) {
  if (ids.empty()) return;
  const std::string list = sql::IdList(ids);
  session << "DELETE FROM " + table + " WHERE person_id IN (SELECT k.value FROM " +
                 sql::IdTable(session, ":ids") + " k)",
      soci::use(list, "ids");
}

}  // namespace

namespace enrolment_store {

absl::flat_hash_map<std::string, int64_t> ReadMovementDigests(
    soci::session& session, const std::vector<std::string>& movement_ids) {
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT m.row_digest, m.movement_id FROM ", sql::TextTable(session, ":ids"),
                   " k JOIN movement_key m ON m.movement_id = k.value"),
      {sql::TextList(movement_ids)}, 1, 1);
  absl::flat_hash_map<std::string, int64_t> digests;
  while (cursor.Next()) digests[cursor.text(0)] = cursor.number(0);
  return digests;
}

MovementsByPerson ReadMovements(soci::session& session, std::span<const int64_t> person_ids,
                                const Categories& categories) {
  MovementsByPerson movements;
  if (person_ids.empty()) return movements;
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT ", kMovementColumns, " FROM ", sql::IdTable(session, ":ids"),
                   " k JOIN movement m ON m.person_id = k.value"),
      {sql::IdList(person_ids)}, kMovementNumbers, kMovementTexts);
  while (cursor.Next()) {
    movements[PersonId(cursor.number(0))].push_back(ReadMovement(cursor, categories));
  }
  return movements;
}

std::vector<MovementRevision> ReadMovementsOf(soci::session& session, int64_t revision,
                                              Month through) {
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT person_id, revision, movement_id FROM movement WHERE "
                   "revision = CAST(:r AS BIGINT) AND "
                   "(effective_month <= CAST(:m AS BIGINT) OR kind = ",
                   static_cast<int64_t>(MovementKind::kAnnul), ") ORDER BY person_id, movement_id"),
      {absl::StrCat(revision), absl::StrCat(through.number())}, 2, 1);
  return ReadRevisionRows(cursor);
}

std::vector<MovementRevision> ReadRevisions(soci::session& session,
                                            std::span<const int64_t> person_ids) {
  if (person_ids.empty()) return {};
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT m.person_id, m.revision, m.movement_id FROM ",
                   sql::IdTable(session, ":ids"), " k JOIN movement m ON m.person_id = k.value"),
      {sql::IdList(person_ids)}, 2, 1);
  return ReadRevisionRows(cursor);
}

void ScanMovements(soci::session& session, int64_t after, int64_t through,
                   const Categories& categories,
                   const std::function<void(PersonId, std::vector<StoredMovement>&)>& take) {
  sql::Cursor cursor(session,
                     absl::StrCat("SELECT ", kMovementColumns,
                                  " FROM movement m WHERE m.person_id > CAST(:a AS BIGINT) AND "
                                  "m.person_id <= CAST(:t AS BIGINT) ORDER BY m.person_id"),
                     {absl::StrCat(after), absl::StrCat(through)}, kMovementNumbers,
                     kMovementTexts);
  PersonId person;
  std::vector<StoredMovement> movements;
  while (cursor.Next()) {
    if (PersonId(cursor.number(0)) != person) {
      if (!movements.empty()) take(person, movements);
      movements.clear();
      person = PersonId(cursor.number(0));
    }
    movements.push_back(ReadMovement(cursor, categories));
  }
  if (!movements.empty()) take(person, movements);
}

int64_t CountMovements(soci::session& session) {
  long long count = 0;
  session << "SELECT COUNT(*) FROM movement_key", soci::into(count);
  return count;
}

int64_t MaxPersonId(soci::session& session) {
  long long id = 0;
  session << "SELECT COALESCE(MAX(person_id), 0) FROM person", soci::into(id);
  return id;
}

void AddMovements(soci::session& session, const std::vector<NewMovement>& movements,
                  const Categories& categories, int64_t revision) {
  sql::RowBatch rows("movement",
                     {"person_id", "movement_id", "record_id", "kind", "schemes", "effective_month",
                      "through_month", "area_code", "category", "employer_id", "contract_day",
                      "names_movement", "reason", "recorded_us", "revision"});
  sql::RowBatch keys("movement_key", {"movement_id", "row_digest"});
  for (const NewMovement& added : movements) {
    const Movement& movement = added.stored->movement;
    rows.Add(added.person.value())
        .Add(movement.id)
        .Add(added.stored->record.value())
        .Add(static_cast<int64_t>(movement.kind))
        .Add(movement.schemes.bits())
        .Add(movement.effective.number())
        .Add(movement.through.number())
        .Add(movement.area.text())
        .Add(categories.code(movement.category))
        .Add(movement.employer.value())
        .Add(movement.contract_date.number())
        .Add(movement.names)
        .Add(movement.reason)
        .Add(movement.recorded_us)
        .Add(revision);
    keys.Add(movement.id).Add(added.digest);
  }
  rows.InsertInto(session);
  keys.InsertInto(session);
}

void MoveMovements(soci::session& session, std::span<const int64_t> records, PersonId from,
                   PersonId to) {
  // A row's distribution column must not be updated, so rows are written anew.
  const std::string ids = sql::IdList(records);
  const std::string of_records =
      "record_id IN (SELECT k.value FROM " + sql::IdTable(session, ":ids") + " k)";
  const long long from_id = from.value(), to_id = to.value();
  static constexpr char kRest[] =
      "movement_id, record_id, kind, schemes, effective_month, through_month, area_code, category, "
      "employer_id, contract_day, names_movement, reason, recorded_us, revision";
  session << absl::StrCat(
      "INSERT INTO movement (person_id, ", kRest, ") SELECT CAST(:to AS BIGINT), ", kRest,
      " FROM movement WHERE person_id = CAST(:from AS BIGINT) AND ", of_records),
      soci::use(to_id, "to"), soci::use(from_id, "from"), soci::use(ids, "ids");
  session << "DELETE FROM movement WHERE person_id = CAST(:from AS BIGINT) AND " + of_records,
      soci::use(from_id, "from"), soci::use(ids, "ids");
}

void WriteCoverage(soci::session& session, const std::vector<CoverageChange>& changes,
                   const Categories& categories) {
  DeleteOf(session, "coverage_span", IdsOf(changes, [](const CoverageChange& change) {
             return !change.before.spans.empty() && change.before.spans != change.after.spans;
           }));
  DeleteOf(session, "finding", IdsOf(changes, [](const CoverageChange& change) {
             return !change.before.findings.empty() &&
                    change.before.findings != change.after.findings;
           }));
  sql::RowBatch spans("coverage_span", {"person_id", "scheme", "from_month", "through_month",
                                        "area_code", "category", "employer_id"});
  sql::RowBatch findings("finding", {"person_id", "kind", "scheme", "from_month", "movement_id"});
  for (const CoverageChange& change : changes) {
    if (change.before.spans != change.after.spans) {
      for (const CoverageSpan& span : change.after.spans) {
        if (span.scheme == Scheme::kAny) continue;
        spans.Add(change.person.value())
            .Add(static_cast<int64_t>(span.scheme))
            .Add(span.from.number())
            .Add(span.through.number())
            .Add(span.area.text())
            .Add(categories.code(span.category))
            .Add(span.employer.value());
      }
    }
    if (change.before.findings != change.after.findings) {
      for (const Finding& finding : change.after.findings) {
        findings.Add(change.person.value())
            .Add(FindingKindText(finding.kind))
            .Add(static_cast<int64_t>(finding.scheme))
            .Add(finding.from.number())
            .Add(finding.movement_id);
      }
    }
  }
  spans.InsertInto(session);
  findings.InsertInto(session);
}

absl::flat_hash_map<PersonId, Coverage> ReadCoverage(soci::session& session, int64_t after,
                                                     int64_t through,
                                                     const Categories& categories) {
  absl::flat_hash_map<PersonId, Coverage> coverage;
  const std::vector<std::string> range = {absl::StrCat(after), absl::StrCat(through)};
  sql::Cursor spans(session,
                    "SELECT person_id, scheme, from_month, through_month, employer_id, area_code, "
                    "category FROM coverage_span WHERE person_id > CAST(:a AS BIGINT) AND "
                    "person_id <= CAST(:t AS BIGINT) ORDER BY person_id, scheme, from_month",
                    range, 5, 2);
  while (spans.Next()) {
    coverage[PersonId(spans.number(0))].spans.push_back(
        {static_cast<Scheme>(spans.number(1)), MonthOf(spans.number(2)), MonthOf(spans.number(3)),
         AreaCode::FromTrusted(spans.text(0)), categories.Find(spans.text(1)),
         EmployerId(spans.number(4))});
  }
  sql::Cursor findings(session,
                       "SELECT person_id, scheme, from_month, kind, movement_id FROM finding "
                       "WHERE person_id > CAST(:a AS BIGINT) AND person_id <= CAST(:t AS BIGINT)",
                       range, 3, 2);
  while (findings.Next()) {
    Finding finding;
    finding.scheme = static_cast<Scheme>(findings.number(1));
    finding.from = MonthOf(findings.number(2));
    finding.movement_id = findings.text(1);
    finding.kind = FindingKindOf(findings.text(0)).value_or(FindingKind::kSecondEmployer);
    coverage[PersonId(findings.number(0))].findings.push_back(finding);
  }
  for (auto& [person, one] : coverage) std::sort(one.findings.begin(), one.findings.end());
  return coverage;
}

std::vector<WageRecord> ReadWages(soci::session& session, std::span<const int64_t> record_ids) {
  std::vector<WageRecord> wages;
  if (record_ids.empty()) return wages;
  sql::Cursor cursor(session,
                     absl::StrCat("SELECT w.person_id, w.employer_id, w.from_month, "
                                  "w.through_month, w.wage_vnd, w.rate_class, w.workplace_area "
                                  "FROM ",
                                  sql::IdTable(session, ":ids"),
                                  " k JOIN wage w ON w.person_id = k.value ORDER BY w.person_id, "
                                  "w.employer_id, w.from_month"),
                     {sql::IdList(record_ids)}, 5, 2);
  while (cursor.Next()) {
    wages.push_back({PersonId(cursor.number(0)), EmployerId(cursor.number(1)),
                     MonthOf(cursor.number(2)), MonthOf(cursor.number(3)), cursor.number(4),
                     cursor.text(0), cursor.text(1)});
  }
  return wages;
}

std::vector<int64_t> RecordsWithWages(soci::session& session, int64_t after, int64_t limit) {
  sql::Cursor cursor(session,
                     "SELECT DISTINCT person_id FROM wage WHERE person_id > CAST(:a AS BIGINT) "
                     "ORDER BY person_id LIMIT CAST(:n AS BIGINT)",
                     {absl::StrCat(after), absl::StrCat(limit)}, 1, 0);
  std::vector<int64_t> ids;
  while (cursor.Next()) ids.push_back(cursor.number(0));
  return ids;
}

void WriteWages(soci::session& session, const std::vector<WageRecord>& wages, int64_t revision) {
  sql::RowBatch batch("wage", {"person_id", "employer_id", "from_month", "through_month",
                               "wage_vnd", "rate_class", "workplace_area", "revision"});
  for (const WageRecord& wage : wages) {
    batch.Add(wage.person.value())
        .Add(wage.employer.value())
        .Add(wage.from.number())
        .Add(wage.through.number())
        .Add(wage.wage_vnd)
        .Add(wage.rate_class)
        .Add(wage.workplace_area)
        .Add(revision);
  }
  batch.InsertInto(session,
                   "ON CONFLICT (person_id, employer_id, from_month) DO UPDATE SET "
                   "through_month = excluded.through_month, wage_vnd = excluded.wage_vnd, "
                   "rate_class = excluded.rate_class, workplace_area = excluded.workplace_area, "
                   "revision = excluded.revision");
}

std::vector<int64_t> PersonsWithSeveralHealthJobs(soci::session& session,
                                                  std::span<const int64_t> person_ids) {
  std::vector<int64_t> persons;
  if (person_ids.empty()) return persons;
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT DISTINCT f.person_id FROM ", sql::IdTable(session, ":ids"),
                   " k JOIN finding f ON f.person_id = k.value WHERE f.kind = "
                   "'SECOND_EMPLOYER' AND f.scheme = ",
                   static_cast<int>(Scheme::kHealth)),
      {sql::IdList(person_ids)}, 1, 0);
  while (cursor.Next()) persons.push_back(cursor.number(0));
  return persons;
}

std::vector<FindingRecord> ListFindings(soci::session& session, const FindingRecord& after,
                                        const std::string& kind, int64_t limit) {
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT person_id, scheme, from_month, kind, movement_id FROM finding WHERE "
                   "(person_id, kind, scheme, from_month, movement_id) > "
                   "(CAST(:p AS BIGINT), :k, CAST(:s AS BIGINT), CAST(:f AS BIGINT), :m)",
                   kind.empty() ? "" : " AND kind = :kind",
                   " ORDER BY person_id, kind, scheme, from_month, movement_id LIMIT ", limit),
      kind.empty()
          ? std::vector<std::string>{absl::StrCat(after.person.value()), after.kind,
                                     absl::StrCat(after.scheme), absl::StrCat(after.from.number()),
                                     after.movement_id}
          : std::vector<std::string>{absl::StrCat(after.person.value()), after.kind,
                                     absl::StrCat(after.scheme), absl::StrCat(after.from.number()),
                                     after.movement_id, kind},
      3, 2);
  std::vector<FindingRecord> findings;
  while (cursor.Next()) {
    findings.push_back({PersonId(cursor.number(0)), cursor.text(0),
                        static_cast<int>(cursor.number(1)), MonthOf(cursor.number(2)),
                        cursor.text(1)});
  }
  return findings;
}

}  // namespace enrolment_store

std::vector<WageRecord> EndWagesAtNext(std::vector<WageRecord> wages) {
  for (size_t i = 0; i + 1 < wages.size(); ++i) {
    const WageRecord& next = wages[i + 1];
    if (wages[i].person == next.person && wages[i].employer == next.employer) {
      wages[i].through = std::min(wages[i].through, next.from - 1);
    }
  }
  return wages;
}

}  // namespace baophu::participant
