#include "services/participant/employers/employer_store.h"

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::participant::employer_store {
namespace {

constexpr char kColumns[] =
    "e.employer_id, e.tax_code, e.unit_code, e.unit_code_2025, e.employer_name, e.area_code, "
    "e.funding_type, e.sealed_tax_code";

std::vector<EmployerRecord> ReadRecords(soci::session& session, sql::Cursor cursor) {
  std::vector<EmployerRecord> employers;
  absl::flat_hash_map<int64_t, size_t> places;
  std::vector<int64_t> ids;
  while (cursor.Next()) {
    places[cursor.number(0)] = employers.size();
    ids.push_back(cursor.number(0));
    employers.push_back({EmployerId(cursor.number(0)),
                         cursor.text(0),
                         cursor.text(1),
                         cursor.text(2),
                         cursor.text(3),
                         AreaCode::FromTrusted(cursor.text(4)),
                         cursor.text(5),
                         {},
                         cursor.text(6)});
  }
  sql::Cursor statuses(session,
                       absl::StrCat("SELECT s.employer_id, s.from_month, s.status FROM ",
                                    sql::IdTable(session, ":ids"),
                                    " k JOIN employer_status s ON s.employer_id = k.value"),
                       {sql::IdList(ids)}, 2, 1);
  while (statuses.Next()) {
    employers[places.at(statuses.number(0))]
        .statuses[Month::FromNumber(static_cast<int32_t>(statuses.number(1)))] = statuses.text(0);
  }
  return employers;
}

}  // namespace

std::vector<EmployerCode> ReadCodes(soci::session& session, const std::vector<std::string>& codes) {
  std::vector<EmployerCode> found;
  if (codes.empty()) return found;
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT e.kind, e.employer_id, e.code FROM ", sql::TextTable(session, ":codes"),
                   " k JOIN employer_code e ON e.code = k.value"),
      {sql::TextList(codes)}, 2, 1);
  while (cursor.Next()) {
    found.push_back({cursor.text(0), static_cast<EmployerCodeKind>(cursor.number(0)),
                     EmployerId(cursor.number(1))});
  }
  return found;
}

absl::flat_hash_map<std::string, EmployerId> FindEmployers(soci::session& session,
                                                           const std::vector<std::string>& codes) {
  absl::flat_hash_map<std::string, EmployerId> units, taxpayers;
  for (const EmployerCode& one : ReadCodes(session, codes)) {
    auto& found = one.kind == EmployerCodeKind::kTax ? taxpayers : units;
    const auto [at, fresh] = found.try_emplace(one.code, one.employer);
    if (!fresh && at->second != one.employer) at->second = EmployerId();
  }
  units.merge(taxpayers);
  return units;
}

std::vector<EmployerRecord> ReadEmployers(soci::session& session, std::span<const int64_t> ids) {
  if (ids.empty()) return {};
  return ReadRecords(session, sql::Cursor(session,
                                          absl::StrCat("SELECT ", kColumns, " FROM ",
                                                       sql::IdTable(session, ":ids"),
                                                       " k JOIN employer e ON "
                                                       "e.employer_id = k.value"),
                                          {sql::IdList(ids)}, 1, 7));
}

std::vector<EmployerRecord> ListEmployers(soci::session& session, int64_t after, AreaCode area,
                                          int64_t limit) {
  std::vector<std::string> parameters = {absl::StrCat(after)};
  if (!area.empty()) parameters.push_back(area.ToString());
  return ReadRecords(
      session, sql::Cursor(session,
                           absl::StrCat("SELECT ", kColumns,
                                        " FROM employer e WHERE e.employer_id > CAST(:a AS BIGINT)",
                                        area.empty() ? "" : " AND e.area_code = :area",
                                        " ORDER BY e.employer_id LIMIT ", limit),
                           parameters, 1, 7));
}

absl::flat_hash_map<int64_t, AreaCode> ReadAreas(soci::session& session,
                                                 std::span<const int64_t> ids) {
  absl::flat_hash_map<int64_t, AreaCode> areas;
  if (ids.empty()) return areas;
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT e.employer_id, e.area_code FROM ", sql::IdTable(session, ":ids"),
                   " k JOIN employer e ON e.employer_id = k.value"),
      {sql::IdList(ids)}, 1, 1);
  while (cursor.Next()) areas[cursor.number(0)] = AreaCode::FromTrusted(cursor.text(0));
  return areas;
}

void WriteEmployers(soci::session& session, const std::vector<EmployerRecord>& employers,
                    int64_t revision) {
  sql::RowBatch rows("employer",
                     {"employer_id", "tax_code", "unit_code", "unit_code_2025", "employer_name",
                      "area_code", "funding_type", "sealed_tax_code", "revision"});
  sql::RowBatch statuses("employer_status", {"employer_id", "from_month", "status"});
  for (const EmployerRecord& employer : employers) {
    rows.Add(employer.id.value())
        .Add(employer.tax_code)
        .Add(employer.unit_code)
        .Add(employer.unit_code_2025)
        .Add(employer.name)
        .Add(employer.area.text())
        .Add(employer.funding_type)
        .Add(employer.sealed_tax_code)
        .Add(revision);
    for (const auto& [month, status] : employer.statuses) {
      statuses.Add(employer.id.value()).Add(month.number()).Add(status);
    }
  }
  rows.InsertInto(session,
                  "ON CONFLICT (employer_id) DO UPDATE SET tax_code = excluded.tax_code, "
                  "unit_code = excluded.unit_code, unit_code_2025 = excluded.unit_code_2025, "
                  "employer_name = excluded.employer_name, area_code = excluded.area_code, "
                  "funding_type = excluded.funding_type, "
                  "sealed_tax_code = excluded.sealed_tax_code, revision = excluded.revision");
  statuses.InsertInto(session,
                      "ON CONFLICT (employer_id, from_month) DO UPDATE SET "
                      "status = excluded.status");
}

void AddCodes(soci::session& session, const std::vector<EmployerCode>& codes) {
  sql::RowBatch batch("employer_code", {"code", "kind", "employer_id"});
  for (const EmployerCode& one : codes) {
    batch.Add(one.code).Add(static_cast<int64_t>(one.kind)).Add(one.employer.value());
  }
  batch.InsertInto(session);
}

}  // namespace baophu::participant::employer_store
