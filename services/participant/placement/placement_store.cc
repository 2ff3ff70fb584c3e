#include "services/participant/placement/placement_store.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::participant::placement_store {
namespace {

// Four numbers and three texts.
constexpr char kColumns[] =
    "p.placed_by, p.series, p.month, p.people, p.area_code, p.successor_code, p.category";

Month MonthOf(int64_t number) { return Month::FromNumber(static_cast<int32_t>(number)); }

std::pair<PlacementKey, int64_t> ReadOne(const sql::Cursor& cursor, const Categories& categories) {
  return {{AreaCode::FromTrusted(cursor.text(0)), MonthOf(cursor.number(0)),
           AreaCode::FromTrusted(cursor.text(1)), static_cast<int>(cursor.number(1)),
           categories.Find(cursor.text(2)), MonthOf(cursor.number(2))},
          cursor.number(3)};
}

}  // namespace

void Add(soci::session& session, const PlacementMap& placements, const Categories& categories) {
  std::vector<std::pair<PlacementKey, int64_t>> rows;
  for (const auto& [key, people] : placements) {
    if (people != 0) rows.emplace_back(key, people);
  }
  if (rows.empty()) return;
  // In the order of the table, so that neighbours meet the same page.
  const auto order = [](const PlacementKey& key) {
    return std::tie(key.area, key.placed_by, key.successor, key.series, key.category, key.month);
  };
  std::sort(rows.begin(), rows.end(),
            [&](const auto& a, const auto& b) { return order(a.first) < order(b.first); });
  sql::RowBatch batch("coverage_placement", {"area_code", "placed_by", "successor_code", "series",
                                             "category", "month", "people"});
  for (const auto& [key, people] : rows) {
    batch.Add(key.area.text())
        .Add(key.placed_by.number())
        .Add(key.successor.text())
        .Add(key.series)
        .Add(categories.code(key.category))
        .Add(key.month.number())
        .Add(people);
  }
  batch.InsertInto(session,
                   "ON CONFLICT (area_code, placed_by, successor_code, series, category, month) "
                   "DO UPDATE SET people = coverage_placement.people + excluded.people");
}

PlacementMap ReadAll(soci::session& session, const Categories& categories) {
  sql::Cursor cursor(session, absl::StrCat("SELECT ", kColumns, " FROM coverage_placement p"), {},
                     4, 3);
  PlacementMap placements;
  while (cursor.Next()) {
    const auto [key, people] = ReadOne(cursor, categories);
    if (people != 0) placements[key] += people;
  }
  return placements;
}

void DeleteAll(soci::session& session) { session << "DELETE FROM coverage_placement"; }

AreaPlacements ReadOf(soci::session& session, std::span<const AreaCode> areas, Month last,
                      const Categories& categories) {
  std::vector<std::string> codes;
  for (const AreaCode area : areas) codes.push_back(area.ToString());
  sql::Cursor cursor(session,
                     absl::StrCat("SELECT ", kColumns, " FROM ", sql::TextTable(session, ":areas"),
                                  " k CROSS JOIN coverage_placement p WHERE p.area_code = k.value "
                                  "AND p.month <= CAST(:m AS BIGINT)"),
                     {sql::TextList(codes), absl::StrCat(last.number())}, 4, 3);
  AreaPlacements placements;
  while (cursor.Next()) {
    std::pair<PlacementKey, int64_t> one = ReadOne(cursor, categories);
    placements[one.first.area].push_back(std::move(one));
  }
  return placements;
}

int64_t ReadDigest(soci::session& session) {
  long long digest = 0;
  session << "SELECT digest FROM placement_state WHERE id = 1", soci::into(digest);
  return digest;
}

void WriteDigest(soci::session& session, int64_t digest) {
  const long long value = digest;
  session << "UPDATE placement_state SET digest = :d WHERE id = 1", soci::use(value);
}

}  // namespace baophu::participant::placement_store
