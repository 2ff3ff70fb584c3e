#include "services/participant/retention/store/gap_store.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::participant::gap_store {
namespace {

Month MonthOf(int64_t number) { return Month::FromNumber(static_cast<int32_t>(number)); }

std::vector<int64_t> Ids(sql::Cursor cursor) {
  std::vector<int64_t> ids;
  while (cursor.Next()) ids.push_back(cursor.number(0));
  return ids;
}

std::vector<Member> Members(sql::Cursor cursor) {
  std::vector<Member> members;
  while (cursor.Next()) {
    members.push_back({PersonId(cursor.number(0)), HouseholdId(cursor.number(1)), cursor.text(0)});
  }
  return members;
}

// Spans `s` of health insurance that people pay for, of people `p` in a household.
std::string PaidSpans(const Categories& categories) {
  std::vector<std::string> codes;
  for (const RankedCategory& each : categories.Ranked()) {
    if (each.scheme == Scheme::kHealth &&
        categories.PaidAhead(each.scheme, categories.Find(each.code))) {
      codes.push_back(each.code);
    }
  }
  return absl::StrCat(
      "FROM coverage_span s JOIN person p ON p.person_id = s.person_id WHERE "
      "s.scheme = ",
      static_cast<int>(Scheme::kHealth), " AND s.category IN ('", absl::StrJoin(codes, "', '"),
      "') AND p.household_id <> 0");
}

}  // namespace

Gaps Read(soci::session& session, std::span<const int64_t> people) {
  Gaps gaps;
  if (people.empty()) return gaps;
  sql::Cursor cursor(session,
                     absl::StrCat("SELECT g.person_id, g.from_month, g.through_month, "
                                  "g.area_code, g.reason FROM ",
                                  sql::IdTable(session, ":ids"),
                                  " k JOIN retention_gap g ON g.person_id = k.value "
                                  "ORDER BY g.person_id, g.from_month"),
                     {sql::IdList(people)}, 3, 2);
  while (cursor.Next()) {
    gaps[PersonId(cursor.number(0))].push_back(
        {MonthOf(cursor.number(1)), MonthOf(cursor.number(2)),
         AreaCode::FromTrusted(cursor.text(0)), cursor.text(1)});
  }
  return gaps;
}

void Write(soci::session& session, std::span<const int64_t> people, const Gaps& before,
           const Gaps& after) {
  static const auto* const kNone = new std::vector<CoverGap>();
  const auto of = [](const Gaps& gaps, PersonId person) -> const std::vector<CoverGap>& {
    const auto found = gaps.find(person);
    return found == gaps.end() ? *kNone : found->second;
  };
  std::vector<int64_t> gone;
  sql::RowBatch rows("retention_gap",
                     {"person_id", "from_month", "through_month", "area_code", "reason"});
  for (const int64_t id : people) {
    const PersonId person(id);
    const std::vector<CoverGap>& were = of(before, person);
    const std::vector<CoverGap>& are = of(after, person);
    if (were == are) continue;
    if (!were.empty()) gone.push_back(id);
    for (const CoverGap& gap : are) {
      rows.Add(id)
          .Add(gap.from.number())
          .Add(gap.through.number())
          .Add(gap.area.text())
          .Add(gap.reason);
    }
  }
  if (!gone.empty()) {
    const std::string ids = sql::IdList(gone);
    session << "DELETE FROM retention_gap WHERE person_id IN (SELECT k.value FROM " +
                   sql::IdTable(session, ":ids") + " k)",
        soci::use(ids, "ids");
  }
  rows.InsertInto(session);
}

void DeleteAll(soci::session& session) {
  session << "DELETE FROM retention_gap";
  session << "DELETE FROM retention_household";
}

int64_t CountAll(soci::session& session) {
  long long count = 0;
  session << "SELECT COUNT(*) FROM retention_gap", soci::into(count);
  return count;
}

std::vector<Member> ReadHouseholds(soci::session& session, std::span<const int64_t> people) {
  if (people.empty()) return {};
  return Members(sql::Cursor(
      session,
      absl::StrCat("SELECT p.person_id, p.household_id, p.birth_date FROM ",
                   sql::IdTable(session, ":ids"),
                   " k JOIN person p ON p.person_id = k.value WHERE p.household_id <> 0 AND "
                   "p.owner_id = p.person_id"),
      {sql::IdList(people)}, 2, 1));
}

std::vector<Member> ReadMembers(soci::session& session, std::span<const int64_t> households) {
  if (households.empty()) return {};
  return Members(
      sql::Cursor(session,
                  absl::StrCat("SELECT p.person_id, p.household_id, p.birth_date FROM ",
                               sql::IdTable(session, ":ids"),
                               " k CROSS JOIN person p WHERE p.household_id = k.value AND "
                               "p.household_id <> 0 AND p.owner_id = p.person_id"),
                  {sql::IdList(households)}, 2, 1));
}

std::vector<int64_t> PayingOf(soci::session& session, std::span<const int64_t> households) {
  if (households.empty()) return {};
  return Ids(sql::Cursor(session,
                         absl::StrCat("SELECT h.household_id FROM ", sql::IdTable(session, ":ids"),
                                      " k JOIN retention_household h ON h.household_id = k.value "
                                      "ORDER BY h.household_id"),
                         {sql::IdList(households)}, 1, 0));
}

void AddPaying(soci::session& session, std::span<const int64_t> households) {
  sql::RowBatch rows("retention_household", {"household_id"});
  for (const int64_t household : households) rows.Add(household);
  rows.InsertInto(session, "ON CONFLICT (household_id) DO NOTHING");
}

std::vector<int64_t> PayersAmong(soci::session& session, std::span<const int64_t> people,
                                 const Categories& categories) {
  if (people.empty()) return {};
  return Ids(sql::Cursor(session,
                         absl::StrCat("SELECT DISTINCT s.person_id ", PaidSpans(categories),
                                      " AND s.person_id IN (SELECT k.value FROM ",
                                      sql::IdTable(session, ":ids"), " k)"),
                         {sql::IdList(people)}, 1, 0));
}

void FindPaying(soci::session& session, const Categories& categories) {
  session << "INSERT INTO retention_household (household_id) SELECT DISTINCT p.household_id " +
                 PaidSpans(categories);
}

std::vector<int64_t> PayingAfter(soci::session& session, int64_t after, int64_t limit) {
  return Ids(sql::Cursor(session,
                         "SELECT household_id FROM retention_household WHERE household_id > "
                         "CAST(:a AS BIGINT) ORDER BY household_id LIMIT CAST(:n AS BIGINT)",
                         {absl::StrCat(after), absl::StrCat(limit)}, 1, 0));
}

int64_t CountMissing(soci::session& session, const Categories& categories) {
  long long count = 0;
  session << "SELECT COUNT(*) " + PaidSpans(categories) +
                 " AND NOT EXISTS (SELECT 1 FROM retention_household h WHERE "
                 "h.household_id = p.household_id)",
      soci::into(count);
  return count;
}

}  // namespace baophu::participant::gap_store
