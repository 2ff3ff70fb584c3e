#include "services/participant/flows/flow_store.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::participant::flow_store {
namespace {

constexpr char kColumns[] =
    "f.month, f.scheme, f.kind, f.people, f.area_code, f.category, f.reason, f.other_area";
constexpr int kNumbers = 4;
constexpr int kTexts = 4;

std::pair<FlowKey, int64_t> ReadOne(const sql::Cursor& cursor, const FlowCodes& codes) {
  FlowKey key;
  key.month = Month::FromNumber(static_cast<int32_t>(cursor.number(0)));
  key.scheme = static_cast<Scheme>(cursor.number(1));
  key.kind = static_cast<FlowKind>(cursor.number(2));
  key.area = AreaCode::FromTrusted(cursor.text(0));
  key.category = codes.categories.Find(cursor.text(1));
  key.reason = codes.reasons.OfCode(cursor.text(2));
  key.other_area = AreaCode::FromTrusted(cursor.text(3));
  return {key, cursor.number(3)};
}

}  // namespace

void Add(soci::session& session, const FlowMap& changes, const FlowCodes& codes) {
  std::vector<std::pair<FlowKey, int64_t>> sorted(changes.begin(), changes.end());
  std::erase_if(sorted, [](const auto& each) { return each.second == 0; });
  // About in the order of the table, so that neighbours meet the same page.
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first.area, a.first.month, a.first) <
           std::tie(b.first.area, b.first.month, b.first);
  });
  sql::RowBatch batch("coverage_flow", {"area_code", "month", "scheme", "category", "kind",
                                        "reason", "other_area", "people"});
  for (const auto& [key, people] : sorted) {
    batch.Add(key.area.text())
        .Add(key.month.number())
        .Add(static_cast<int64_t>(key.scheme))
        .Add(codes.categories.code(key.category))
        .Add(static_cast<int64_t>(key.kind))
        .Add(codes.reasons.entry(key.reason).code)
        .Add(key.other_area.text())
        .Add(people);
  }
  batch.InsertInto(session,
                   "ON CONFLICT (area_code, month, scheme, category, kind, reason, other_area) "
                   "DO UPDATE SET people = coverage_flow.people + excluded.people");
}

void DeleteAll(soci::session& session) { session << "DELETE FROM coverage_flow"; }

FlowMap ReadAll(soci::session& session, const FlowCodes& codes) {
  sql::Cursor cursor(session,
                     absl::StrCat("SELECT ", kColumns, " FROM coverage_flow f WHERE f.people <> 0"),
                     {}, kNumbers, kTexts);
  FlowMap counts;
  while (cursor.Next()) {
    const auto [key, people] = ReadOne(cursor, codes);
    counts[key] += people;
  }
  return counts;
}

std::vector<std::pair<FlowKey, int64_t>> ReadOf(soci::session& session,
                                                std::span<const AreaCode> areas, Month from,
                                                Month through, const FlowCodes& codes) {
  std::vector<std::string> list;
  for (const AreaCode area : areas) list.push_back(area.ToString());
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT ", kColumns, " FROM ", sql::TextTable(session, ":areas"),
                   " k CROSS JOIN coverage_flow f WHERE f.area_code = k.value AND f.month >= "
                   "CAST(:f AS BIGINT) AND f.month <= CAST(:t AS BIGINT) AND f.people <> 0"),
      {sql::TextList(list), absl::StrCat(from.number()), absl::StrCat(through.number())}, kNumbers,
      kTexts);
  std::vector<std::pair<FlowKey, int64_t>> counts;
  while (cursor.Next()) counts.push_back(ReadOne(cursor, codes));
  return counts;
}

std::string ReadBasis(soci::session& session) {
  std::string digest;
  session << "SELECT digest FROM coverage_flow_basis WHERE id = 1", soci::into(digest);
  return session.got_data() ? digest : std::string();
}

void WriteBasis(soci::session& session, const std::string& digest) {
  session << "INSERT INTO coverage_flow_basis (id, digest) VALUES (1, :d) "
             "ON CONFLICT (id) DO UPDATE SET digest = excluded.digest",
      soci::use(digest);
}

void TakeWriterTurn(soci::session& session) {
  session << "UPDATE revision SET revision = revision WHERE id = 1";
}

}  // namespace baophu::participant::flow_store
