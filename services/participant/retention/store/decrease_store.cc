#include "services/participant/retention/store/decrease_store.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::participant::decrease_store {
namespace {

constexpr RetentionKind kKinds[] = {RetentionKind::kVoluntary, RetentionKind::kHousehold};

Month MonthOf(int64_t number) { return Month::FromNumber(static_cast<int32_t>(number)); }

std::string ListOf(std::span<const AreaCode> areas) {
  std::vector<std::string> list;
  for (const AreaCode area : areas) list.push_back(area.ToString());
  return sql::TextList(list);
}

// Whether the person of `w` is covered by a scheme in a month, as a condition.
std::string Covered(Scheme scheme, const char* month) {
  return absl::StrCat(
      "EXISTS (SELECT 1 FROM coverage_span s WHERE s.person_id = w.person_id AND "
      "s.scheme = ",
      static_cast<int>(scheme), " AND s.from_month <= ", month, " AND s.through_month >= ", month,
      ")");
}

}  // namespace

std::vector<LapsedCount> ReadLapsed(soci::session& session, std::span<const AreaCode> areas,
                                    Month from, Month through) {
  std::vector<LapsedCount> counts;
  const std::string list = ListOf(areas);
  for (const RetentionKind kind : kKinds) {
    sql::Cursor cursor(
        session,
        absl::StrCat(
            "SELECT COUNT(*), e.last_month, CASE WHEN e.again_month = 0 THEN 0 ELSE 1 END, "
            "e.area_code, CASE WHEN COALESCE(w.contacted_day, 0) = 0 THEN '' "
            "WHEN w.reason = '' THEN w.outcome ELSE w.reason END FROM ",
            sql::TextTable(session, ":areas"),
            " k CROSS JOIN retention_end e LEFT JOIN retention_work w ON "
            "w.person_id = e.person_id AND w.kind = e.kind AND w.month = e.last_month "
            "WHERE e.area_code = k.value AND e.kind = ",
            static_cast<int>(kind), " AND e.last_month >= ", from.number(),
            " AND e.last_month <= ", through.number(),
            " AND e.ended_by = ", static_cast<int>(FlowKind::kLapsed), " GROUP BY 2, 3, 4, 5"),
        {list}, 3, 2);
    while (cursor.Next()) {
      counts.push_back({AreaCode::FromTrusted(cursor.text(0)), kind, MonthOf(cursor.number(1)),
                        cursor.number(2) != 0, cursor.text(1), cursor.number(0)});
    }
  }
  return counts;
}

std::vector<ContactedCount> ReadContacted(soci::session& session, std::span<const AreaCode> areas,
                                          Month from, Month through) {
  std::vector<ContactedCount> counts;
  const std::string list = ListOf(areas);
  for (const RetentionKind kind : kKinds) {
    const Scheme scheme = SchemeOf(kind);
    // Where no end is stored any more the person went on at once, unless what ended was
    // corrected away.
    sql::Cursor cursor(
        session,
        absl::StrCat(
            "SELECT COUNT(*), w.month, CASE WHEN e.again_month = 0 THEN 0 ELSE 1 END, "
            "w.area_code FROM ",
            sql::TextTable(session, ":areas"),
            " k CROSS JOIN retention_work w LEFT JOIN retention_end e ON "
            "e.person_id = w.person_id AND e.kind = w.kind AND e.last_month = w.month "
            "WHERE w.area_code = k.value AND w.kind = ",
            static_cast<int>(kind), " AND w.month >= ", from.number(),
            " AND w.month <= ", through.number(),
            " AND w.contacted_day <> 0 AND (e.ended_by = ", static_cast<int>(FlowKind::kLapsed),
            " OR (e.person_id IS NULL AND ", Covered(scheme, "w.month"), " AND ",
            Covered(scheme, "w.month + 1"), ")) GROUP BY 2, 3, 4"),
        {list}, 3, 1);
    while (cursor.Next()) {
      counts.push_back({AreaCode::FromTrusted(cursor.text(0)), kind, MonthOf(cursor.number(1)),
                        cursor.number(2) != 0, cursor.number(0)});
    }
  }
  return counts;
}

}  // namespace baophu::participant::decrease_store
