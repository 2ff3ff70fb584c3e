#include "services/participant/coverage/coverage_store.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::participant::coverage_store {
namespace {

constexpr char kColumns[] = "series, month, people, joined, left_count, area_code, category";

Month MonthOf(int64_t number) { return Month::FromNumber(static_cast<int32_t>(number)); }

std::pair<DeltaKey, Delta> ReadOne(const sql::Cursor& cursor, const Categories& categories) {
  return {{AreaCode::FromTrusted(cursor.text(0)), static_cast<int>(cursor.number(0)),
           categories.Find(cursor.text(1)), MonthOf(cursor.number(1))},
          {cursor.number(2), cursor.number(3), cursor.number(4)}};
}

DeltaMap Read(soci::session& session, const char* columns, const Categories& categories) {
  sql::Cursor cursor(session, absl::StrCat("SELECT ", columns, " FROM coverage_total"), {}, 5, 2);
  DeltaMap deltas;
  while (cursor.Next()) {
    auto [key, delta] = ReadOne(cursor, categories);
    if (!delta.zero()) deltas[key] += delta;
  }
  return deltas;
}

Headcounts ReadRows(sql::Cursor& cursor) {
  Headcounts headcounts;
  while (cursor.Next()) {
    if (cursor.number(2) == 0) continue;
    headcounts[EmployerId(cursor.number(0))][MonthOf(cursor.number(1))] = cursor.number(2);
  }
  return headcounts;
}

}  // namespace

void AddCounts(soci::session& session, const DeltaMap& direct, const DeltaMap& totals,
               const Categories& categories) {
  std::vector<DeltaKey> keys;
  keys.reserve(totals.size());
  for (const auto& [key, delta] : totals) keys.push_back(key);
  for (const auto& [key, delta] : direct) {
    if (!totals.contains(key)) keys.push_back(key);
  }
  // In the order of the table, so that neighbours meet the same page.
  std::sort(keys.begin(), keys.end(), [](const DeltaKey& a, const DeltaKey& b) {
    return std::tie(a.area, a.series, a.category, a.month) <
           std::tie(b.area, b.series, b.category, b.month);
  });
  const auto at = [](const DeltaMap& deltas, const DeltaKey& key) {
    const auto found = deltas.find(key);
    return found == deltas.end() ? Delta{} : found->second;
  };
  sql::RowBatch batch("coverage_total",
                      {"area_code", "series", "category", "month", "people", "joined", "left_count",
                       "direct_people", "direct_joined", "direct_left"});
  for (const DeltaKey& key : keys) {
    const Delta total = at(totals, key);
    const Delta own = at(direct, key);
    batch.Add(key.area.text())
        .Add(key.series)
        .Add(categories.code(key.category))
        .Add(key.month.number())
        .Add(total.people)
        .Add(total.joined)
        .Add(total.left)
        .Add(own.people)
        .Add(own.joined)
        .Add(own.left);
  }
  batch.InsertInto(session,
                   "ON CONFLICT (area_code, series, category, month) DO UPDATE SET "
                   "people = coverage_total.people + excluded.people, "
                   "joined = coverage_total.joined + excluded.joined, "
                   "left_count = coverage_total.left_count + excluded.left_count, "
                   "direct_people = coverage_total.direct_people + excluded.direct_people, "
                   "direct_joined = coverage_total.direct_joined + excluded.direct_joined, "
                   "direct_left = coverage_total.direct_left + excluded.direct_left");
}

DeltaMap ReadDirect(soci::session& session, const Categories& categories) {
  return Read(session,
              "series, month, direct_people, direct_joined, direct_left, area_code, category",
              categories);
}

DeltaMap ReadTotals(soci::session& session, const Categories& categories) {
  return Read(session, kColumns, categories);
}

void DeleteCounts(soci::session& session) { session << "DELETE FROM coverage_total"; }

AreaTotals ReadTotalsOf(soci::session& session, std::span<const AreaCode> areas, Month last,
                        const Categories& categories) {
  std::vector<std::string> codes;
  for (const AreaCode area : areas) codes.push_back(area.ToString());
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT t.series, t.month, t.people, t.joined, t.left_count, t.area_code, "
                   "t.category FROM ",
                   sql::TextTable(session, ":areas"),
                   " k CROSS JOIN coverage_total t WHERE t.area_code = k.value AND t.month <= "
                   "CAST(:m AS BIGINT)"),
      {sql::TextList(codes), absl::StrCat(last.number())}, 5, 2);
  AreaTotals totals;
  while (cursor.Next()) {
    std::pair<DeltaKey, Delta> one = ReadOne(cursor, categories);
    totals[one.first.area].push_back(std::move(one));
  }
  return totals;
}

Month ReadStart(soci::session& session) {
  // Nobody can leave before the first month, so it has a change above zero; rows
  // of months whose movements were annulled stay with zero.
  long long month = Month::Max().number();
  session << "SELECT month FROM coverage_total WHERE direct_people <> 0 ORDER BY month LIMIT 1",
      soci::into(month);
  return session.got_data() ? MonthOf(month) : Month::Max();
}

Headcounts ReadHeadcounts(soci::session& session, std::span<const int64_t> employer_ids) {
  if (employer_ids.empty()) return {};
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT h.employer_id, h.month, h.people FROM ", sql::IdTable(session, ":ids"),
                   " k JOIN employer_headcount h ON h.employer_id = k.value"),
      {sql::IdList(employer_ids)}, 3, 0);
  return ReadRows(cursor);
}

Headcounts ReadAllHeadcounts(soci::session& session) {
  sql::Cursor cursor(session, "SELECT employer_id, month, people FROM employer_headcount", {}, 3,
                     0);
  return ReadRows(cursor);
}

void AddHeadcounts(soci::session& session, const Headcounts& changes) {
  sql::RowBatch batch("employer_headcount", {"employer_id", "month", "people"});
  for (const auto& [employer, months] : changes) {
    for (const auto& [month, people] : months) {
      if (people != 0) batch.Add(employer.value()).Add(month.number()).Add(people);
    }
  }
  batch.InsertInto(session,
                   "ON CONFLICT (employer_id, month) DO UPDATE SET "
                   "people = employer_headcount.people + excluded.people");
}

}  // namespace baophu::participant::coverage_store
