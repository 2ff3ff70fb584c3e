#include "services/participant/retention/store/list_store.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::participant::list_store {
namespace {

Month MonthOf(int64_t number) { return Month::FromNumber(static_cast<int32_t>(number)); }
Day DayOf(int64_t number) { return Day::FromNumber(static_cast<int32_t>(number)); }

// How the tables of ends and of times without cover answer the same question.
struct Source {
  const char* table;
  const char* month;    // That names the case.
  const char* place;    // That lists are in the order of.
  const char* columns;  // Cover again, and how it ended.
};

Source SourceOf(RetentionKind kind) {
  if (kind == RetentionKind::kUncovered) {
    return {"retention_gap", "c.from_month", "c.through_month",
            "CAST(0 AS BIGINT), CAST(0 AS BIGINT)"};
  }
  return {"retention_end", "c.last_month", "c.last_month", "c.again_month, c.ended_by"};
}

// Which rows `c` of an area are on the list. Its values are numbers and codes of
// configuration, so they stand in the text.
std::string Conditions(RetentionKind kind, const CaseMonths& months, const RetentionCodes& codes) {
  std::string text;
  if (kind == RetentionKind::kUncovered) {
    text = absl::StrCat(" AND c.through_month >= ", months.through.number(),
                        " AND c.from_month <= ", months.through.number());
  } else {
    text = absl::StrCat(" AND c.kind = ", static_cast<int>(kind),
                        " AND c.last_month >= ", months.from.number(),
                        " AND c.last_month <= ", months.through.number());
    if (months.without_cover_by != Month()) {
      absl::StrAppend(&text, " AND (c.again_month = 0 OR c.again_month > ",
                      months.without_cover_by.number(), ")");
    }
  }
  const std::vector<std::string>& exclusions = codes.Exclusions(kind);
  if (!exclusions.empty()) {
    absl::StrAppend(&text, " AND c.reason NOT IN ('", absl::StrJoin(exclusions, "', '"), "')");
  }
  return text;
}

std::string JoinOfWork(RetentionKind kind) {
  return absl::StrCat(" LEFT JOIN retention_work w ON w.person_id = c.person_id AND w.kind = ",
                      static_cast<int>(kind), " AND w.month = ", SourceOf(kind).month);
}

constexpr int kNumbers = 7;
constexpr int kTexts = 5;

std::string ColumnsOf(RetentionKind kind) {
  const Source source = SourceOf(kind);
  return absl::StrCat("c.person_id, ", source.month, ", ", source.place, ", ", source.columns,
                      ", COALESCE(w.assigned_day, 0), COALESCE(w.contacted_day, 0), c.area_code, "
                      "c.reason, COALESCE(w.assignee, ''), COALESCE(w.outcome, ''), "
                      "COALESCE(w.reason, '')");
}

CaseRow ReadRow(const sql::Cursor& cursor, RetentionKind kind) {
  CaseRow row;
  row.key = {PersonId(cursor.number(0)), kind, MonthOf(cursor.number(1))};
  row.place = MonthOf(cursor.number(2));
  row.again = MonthOf(cursor.number(3));
  if (kind != RetentionKind::kUncovered) row.ended_by = static_cast<FlowKind>(cursor.number(4));
  row.area = AreaCode::FromTrusted(cursor.text(0));
  row.movement_reason = cursor.text(1);
  row.work = {cursor.text(2), DayOf(cursor.number(5)), DayOf(cursor.number(6)), cursor.text(3),
              cursor.text(4)};
  return row;
}

std::string ConditionOf(CaseState state, const RetentionCodes& codes) {
  std::vector<std::string> closing;
  for (const RetentionCode& outcome : codes.outcomes()) {
    if (outcome.closes) closing.push_back(outcome.code);
  }
  const std::string closed =
      closing.empty() ? "w.outcome = '-'"
                      : absl::StrCat("w.outcome IN ('", absl::StrJoin(closing, "', '"), "')");
  switch (state) {
    case CaseState::kOpen:
      return " AND COALESCE(w.contacted_day, 0) = 0 AND COALESCE(w.assignee, '') = ''";
    case CaseState::kAssigned:
      return " AND w.contacted_day = 0 AND w.assignee <> ''";
    case CaseState::kContacted:
      return absl::StrCat(" AND w.contacted_day <> 0 AND NOT ", closed);
    case CaseState::kClosed:
      return absl::StrCat(" AND w.contacted_day <> 0 AND ", closed);
  }
  return "";
}

}  // namespace

std::vector<CaseRow> List(soci::session& session, const CaseQuery& query,
                          const RetentionCodes& codes) {
  const Source source = SourceOf(query.kind);
  std::string text = absl::StrCat("SELECT ", ColumnsOf(query.kind), " FROM ", source.table, " c",
                                  JoinOfWork(query.kind), " WHERE c.area_code = :area",
                                  Conditions(query.kind, query.months, codes));
  if (query.after_person) {
    absl::StrAppend(&text, " AND ", source.place, " >= ", query.after.number(), " AND (",
                    source.place, " > ", query.after.number(), " OR c.person_id > ",
                    query.after_person.value(), ")");
  }
  if (query.state.has_value()) absl::StrAppend(&text, ConditionOf(*query.state, codes));
  std::vector<std::string> parameters = {query.area.ToString()};
  if (!query.assignee.empty()) {
    absl::StrAppend(&text, " AND w.assignee = :assignee");
    parameters.push_back(query.assignee);
  }
  absl::StrAppend(&text, " ORDER BY ", source.place, ", c.person_id LIMIT ", query.limit);
  sql::Cursor cursor(session, text, parameters, kNumbers, kTexts);
  std::vector<CaseRow> rows;
  while (cursor.Next()) rows.push_back(ReadRow(cursor, query.kind));
  return rows;
}

std::map<CaseKey, CaseRow> ReadOf(soci::session& session, std::span<const int64_t> people) {
  std::map<CaseKey, CaseRow> cases;
  if (people.empty()) return cases;
  const std::string ids = sql::IdList(people);
  for (const RetentionKind kind : {RetentionKind::kVoluntary, RetentionKind::kHousehold,
                                   RetentionKind::kUncovered, RetentionKind::kLeftWork}) {
    sql::Cursor cursor(
        session,
        absl::StrCat("SELECT ", ColumnsOf(kind), " FROM ", sql::IdTable(session, ":ids"),
                     " k JOIN ", SourceOf(kind).table, " c ON c.person_id = k.value",
                     kind == RetentionKind::kUncovered
                         ? ""
                         : absl::StrCat(" AND c.kind = ", static_cast<int>(kind)),
                     JoinOfWork(kind)),
        {ids}, kNumbers, kTexts);
    while (cursor.Next()) {
      CaseRow row = ReadRow(cursor, kind);
      cases.emplace(row.key, std::move(row));
    }
  }
  return cases;
}

std::vector<AreaCount> Count(soci::session& session, std::span<const AreaCode> areas,
                             RetentionKind kind, const CaseMonths& months,
                             const RetentionCodes& codes) {
  std::vector<std::string> list;
  for (const AreaCode area : areas) list.push_back(area.ToString());
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT COUNT(*), COALESCE(SUM(CASE WHEN w.assignee <> '' THEN 1 ELSE 0 END), "
                   "0), COALESCE(SUM(CASE WHEN w.contacted_day <> 0 THEN 1 ELSE 0 END), 0), "
                   "c.area_code FROM ",
                   sql::TextTable(session, ":areas"), " k CROSS JOIN ", SourceOf(kind).table, " c",
                   JoinOfWork(kind), " WHERE c.area_code = k.value",
                   Conditions(kind, months, codes), " GROUP BY c.area_code"),
      {sql::TextList(list)}, 3, 1);
  std::vector<AreaCount> counts;
  while (cursor.Next()) {
    counts.push_back({AreaCode::FromTrusted(cursor.text(0)), cursor.number(0), cursor.number(1),
                      cursor.number(2)});
  }
  return counts;
}

}  // namespace baophu::participant::list_store
