#include "services/participant/retention/store/case_store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::participant::case_store {
namespace {

Day DayOf(int64_t number) { return Day::FromNumber(static_cast<int32_t>(number)); }

CaseKey KeyOf(const sql::Cursor& cursor) {
  return {PersonId(cursor.number(0)), static_cast<RetentionKind>(cursor.number(1)),
          Month::FromNumber(static_cast<int32_t>(cursor.number(2)))};
}

RecordedAt AtOf(const sql::Cursor& cursor) {
  return {cursor.number(5), PersonId(cursor.number(3)), cursor.number(4)};
}

std::string OfPeople(const soci::session& session, const char* columns, const char* table) {
  return absl::StrCat("SELECT ", columns, " FROM ", sql::IdTable(session, ":ids"), " k JOIN ",
                      table, " t ON t.person_id = k.value");
}

std::vector<Work> ReadWorkRows(sql::Cursor& cursor) {
  std::vector<Work> works;
  while (cursor.Next()) {
    works.push_back({KeyOf(cursor), AreaCode::FromTrusted(cursor.text(0)),
                     CaseWork{cursor.text(1), DayOf(cursor.number(3)), DayOf(cursor.number(4)),
                              cursor.text(2), cursor.text(3)}});
  }
  return works;
}

sql::RowBatch& AddKey(sql::RowBatch& rows, const CaseKey& key) {
  return rows.Add(key.person.value()).Add(static_cast<int64_t>(key.kind)).Add(key.month.number());
}

void AddPlace(sql::RowBatch& rows, const CaseKey& key, const RecordedAt& at, int64_t revision) {
  AddKey(rows, key).Add(at.record.value()).Add(at.number).Add(at.recorded_us).Add(revision);
}

}  // namespace

Records Read(soci::session& session, std::span<const int64_t> people) {
  Records records;
  if (people.empty()) return records;
  const std::string ids = sql::IdList(people);
  sql::Cursor assignments(session,
                          OfPeople(session,
                                   "t.person_id, t.kind, t.month, t.record_id, t.number, "
                                   "t.recorded_us, t.assigned_day, t.assignee",
                                   "retention_assignment"),
                          {ids}, 7, 1);
  while (assignments.Next()) {
    records[KeyOf(assignments)].assignments.push_back(
        {DayOf(assignments.number(6)), assignments.text(0), AtOf(assignments)});
  }
  sql::Cursor contacts(session,
                       OfPeople(session,
                                "t.person_id, t.kind, t.month, t.record_id, t.number, "
                                "t.recorded_us, t.contacted_day, t.channel, t.outcome, t.reason",
                                "retention_contact"),
                       {ids}, 7, 3);
  while (contacts.Next()) {
    records[KeyOf(contacts)].contacts.push_back({DayOf(contacts.number(6)), contacts.text(0),
                                                 contacts.text(1), contacts.text(2),
                                                 AtOf(contacts)});
  }
  return records;
}

void AddAssignments(soci::session& session, const std::vector<NewAssignment>& assignments,
                    int64_t revision) {
  sql::RowBatch rows("retention_assignment",
                     {"person_id", "kind", "month", "record_id", "number", "recorded_us",
                      "revision", "assigned_day", "assignee"});
  for (const NewAssignment& added : assignments) {
    AddPlace(rows, added.key, added.assignment.at, revision);
    rows.Add(added.assignment.day.number()).Add(added.assignment.assignee);
  }
  rows.InsertInto(session);
}

void AddContacts(soci::session& session, const std::vector<NewContact>& contacts,
                 int64_t revision) {
  sql::RowBatch rows("retention_contact",
                     {"person_id", "kind", "month", "record_id", "number", "recorded_us",
                      "revision", "contacted_day", "channel", "outcome", "reason"});
  for (const NewContact& added : contacts) {
    AddPlace(rows, added.key, added.contact.at, revision);
    rows.Add(added.contact.day.number())
        .Add(added.contact.channel)
        .Add(added.contact.outcome)
        .Add(added.contact.reason);
  }
  rows.InsertInto(session);
}

void WriteWork(soci::session& session, const std::vector<Work>& works) {
  sql::RowBatch rows("retention_work", {"person_id", "kind", "month", "area_code", "assignee",
                                        "assigned_day", "contacted_day", "outcome", "reason"});
  for (const Work& each : works) {
    AddKey(rows, each.key)
        .Add(each.area.text())
        .Add(each.work.assignee)
        .Add(each.work.assigned.number())
        .Add(each.work.contacted.number())
        .Add(each.work.outcome)
        .Add(each.work.reason);
  }
  rows.InsertInto(session,
                  "ON CONFLICT (person_id, kind, month) DO UPDATE SET "
                  "area_code = excluded.area_code, assignee = excluded.assignee, "
                  "assigned_day = excluded.assigned_day, "
                  "contacted_day = excluded.contacted_day, outcome = excluded.outcome, "
                  "reason = excluded.reason");
}

std::vector<Work> ReadWork(soci::session& session, int64_t after, int64_t through) {
  sql::Cursor cursor(session,
                     "SELECT person_id, kind, month, assigned_day, contacted_day, area_code, "
                     "assignee, outcome, reason FROM retention_work WHERE "
                     "person_id > CAST(:a AS BIGINT) AND person_id <= CAST(:t AS BIGINT) "
                     "ORDER BY person_id, kind, month",
                     {absl::StrCat(after), absl::StrCat(through)}, 5, 4);
  return ReadWorkRows(cursor);
}

std::vector<Work> ReadWorkOf(soci::session& session, std::span<const int64_t> people) {
  if (people.empty()) return {};
  sql::Cursor cursor(session,
                     OfPeople(session,
                              "t.person_id, t.kind, t.month, t.assigned_day, t.contacted_day, "
                              "t.area_code, t.assignee, t.outcome, t.reason",
                              "retention_work"),
                     {sql::IdList(people)}, 5, 4);
  return ReadWorkRows(cursor);
}

void MoveRecords(soci::session& session, std::span<const int64_t> records, PersonId from,
                 PersonId to) {
  const std::string ids = sql::IdList(records);
  const std::string of_records =
      absl::StrCat("person_id = CAST(:from AS BIGINT) AND record_id IN (SELECT k.value FROM ",
                   sql::IdTable(session, ":ids"), " k)");
  const long long from_id = from.value(), to_id = to.value();
  // A row's distribution column must not be updated, so rows are written anew.
  const auto move = [&](const char* table, const char* rest) {
    session << absl::StrCat("INSERT INTO ", table, " (person_id, ", rest,
                            ") SELECT CAST(:to AS BIGINT), ", rest, " FROM ", table, " WHERE ",
                            of_records),
        soci::use(to_id, "to"), soci::use(from_id, "from"), soci::use(ids, "ids");
    session << absl::StrCat("DELETE FROM ", table, " WHERE ", of_records),
        soci::use(from_id, "from"), soci::use(ids, "ids");
  };
  move("retention_assignment",
       "kind, month, record_id, number, assigned_day, assignee, recorded_us, revision");
  move("retention_contact",
       "kind, month, record_id, number, contacted_day, channel, outcome, reason, recorded_us, "
       "revision");
  // Areas of cases that both have stay as they were.
  std::map<std::pair<RetentionKind, Month>, AreaCode> areas;
  const int64_t both[] = {from.value(), to.value()};
  for (const Work& work : ReadWorkOf(session, both)) {
    areas.try_emplace({work.key.kind, work.key.month}, work.area);
  }
  const std::string both_ids = sql::IdList(both);
  session << absl::StrCat("DELETE FROM retention_work WHERE person_id IN (SELECT k.value FROM ",
                          sql::IdTable(session, ":ids"), " k)"),
      soci::use(both_ids, "ids");
  std::vector<Work> works;
  for (const auto& [key, record] : Read(session, both)) {
    works.push_back({key, areas.at({key.kind, key.month}), WorkOf(record)});
  }
  WriteWork(session, works);
}

}  // namespace baophu::participant::case_store
