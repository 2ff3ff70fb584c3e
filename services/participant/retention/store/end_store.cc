#include "services/participant/retention/store/end_store.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::participant::end_store {
namespace {

Month MonthOf(int64_t number) { return Month::FromNumber(static_cast<int32_t>(number)); }

const std::string& CodeOf(const CoverEnd& end, const MovementReasons& reasons) {
  return reasons.entry(reasons.Find(end.reason, end.last + 1)).code;
}

// What was recorded about ends is found by the area that they have now.
void MoveWork(soci::session& session, const std::vector<int64_t>& people) {
  static constexpr char kEnd[] =
      "FROM retention_end e WHERE e.person_id = retention_work.person_id AND "
      "e.kind = retention_work.kind AND e.last_month = retention_work.month";
  const std::string ids = sql::IdList(people);
  session << absl::StrCat("UPDATE retention_work SET area_code = (SELECT e.area_code ", kEnd,
                          ") WHERE person_id IN (SELECT k.value FROM ",
                          sql::IdTable(session, ":ids"), " k) AND EXISTS (SELECT 1 ", kEnd,
                          " AND e.area_code <> retention_work.area_code)"),
      soci::use(ids, "ids");
}

}  // namespace

std::vector<CoverEnd> WithCodes(std::vector<CoverEnd> ends, const MovementReasons& reasons) {
  for (CoverEnd& end : ends) end.reason = CodeOf(end, reasons);
  return ends;
}

void Write(soci::session& session, std::span<const Change> changes,
           const MovementReasons& reasons) {
  std::vector<int64_t> gone;
  std::vector<int64_t> written;
  sql::RowBatch rows("retention_end", {"person_id", "kind", "last_month", "area_code",
                                       "again_month", "ended_by", "reason"});
  for (const Change& change : changes) {
    if (change.before == change.after) continue;
    if (!change.before.empty()) gone.push_back(change.person.value());
    if (!change.after.empty()) written.push_back(change.person.value());
    for (const CoverEnd& end : change.after) {
      rows.Add(change.person.value())
          .Add(static_cast<int64_t>(end.kind))
          .Add(end.last.number())
          .Add(end.area.text())
          .Add(end.again.number())
          .Add(static_cast<int64_t>(end.ended_by))
          .Add(CodeOf(end, reasons));
    }
  }
  if (!gone.empty()) {
    const std::string ids = sql::IdList(gone);
    session << "DELETE FROM retention_end WHERE person_id IN (SELECT k.value FROM " +
                   sql::IdTable(session, ":ids") + " k)",
        soci::use(ids, "ids");
  }
  rows.InsertInto(session);
  // Also of people who had no end before: one may come back under another area.
  if (!written.empty()) MoveWork(session, written);
}

void DeleteAll(soci::session& session) { session << "DELETE FROM retention_end"; }

absl::flat_hash_map<PersonId, std::vector<CoverEnd>> Read(soci::session& session, int64_t after,
                                                          int64_t through) {
  sql::Cursor cursor(session,
                     "SELECT person_id, kind, last_month, again_month, ended_by, area_code, reason "
                     "FROM retention_end WHERE person_id > CAST(:a AS BIGINT) AND "
                     "person_id <= CAST(:t AS BIGINT) ORDER BY person_id, kind, last_month",
                     {absl::StrCat(after), absl::StrCat(through)}, 5, 2);
  absl::flat_hash_map<PersonId, std::vector<CoverEnd>> ends;
  while (cursor.Next()) {
    ends[PersonId(cursor.number(0))].push_back(
        {static_cast<RetentionKind>(cursor.number(1)), MonthOf(cursor.number(2)),
         AreaCode::FromTrusted(cursor.text(0)), MonthOf(cursor.number(3)),
         static_cast<FlowKind>(cursor.number(4)), cursor.text(1)});
  }
  return ends;
}

std::vector<CoverEnd> ReadOf(soci::session& session, PersonId person) {
  return Read(session, person.value() - 1, person.value())[person];
}

}  // namespace baophu::participant::end_store
