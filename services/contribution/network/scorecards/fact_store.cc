#include "services/contribution/network/scorecards/fact_store.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"
#include "services/contribution/receipts/self_paid_store.h"

namespace baophu::contribution::fact_store {
namespace {

constexpr int64_t kPeoplePerPage = 5'000;

Month MonthOf(int64_t number) { return Month::FromNumber(static_cast<int32_t>(number)); }

FactKey KeyOf(const sql::Cursor& cursor) {
  return {MonthOf(cursor.number(0)), cursor.text(0), AreaCode::FromTrusted(cursor.text(1)),
          static_cast<SelfPaidScheme>(cursor.number(1))};
}

std::map<int64_t, std::vector<LapseReason>> ByPerson(std::vector<LapseReason> reasons) {
  std::map<int64_t, std::vector<LapseReason>> by_person;
  for (LapseReason& reason : reasons) by_person[reason.person_id].push_back(std::move(reason));
  return by_person;
}

std::map<int64_t, std::vector<PaidCover>> CoversByPerson(soci::session& session,
                                                         std::span<const int64_t> people) {
  std::map<int64_t, std::vector<PaidCover>> by_person;
  for (PaidCover& cover : self_paid_store::CoversOfPeople(session, people)) {
    by_person[cover.person_id].push_back(std::move(cover));
  }
  return by_person;
}

// The next people who have covers, by id.
std::vector<int64_t> PeopleAfter(soci::session& session, int64_t after) {
  std::vector<int64_t> people;
  sql::Cursor cursor(session,
                     "SELECT DISTINCT person_id FROM self_paid_cover "
                     "WHERE person_id > CAST(:a AS BIGINT) ORDER BY person_id "
                     "LIMIT CAST(:n AS BIGINT)",
                     {absl::StrCat(after), absl::StrCat(kPeoplePerPage)}, 1, 0);
  while (cursor.Next()) people.push_back(cursor.number(0));
  return people;
}

}  // namespace

void Apply(soci::session& session, FactChanges changes) {
  changes.EraseZeros();
  if (!changes.facts.empty()) {
    sql::RowBatch rows(
        "collection_fact",
        {"month", "collector", "area", "scheme", "due_count", "renewed_count", "won_count",
         "returned_count", "continued_count", "won_vnd", "returned_vnd", "continued_vnd"});
    for (const auto& [key, facts] : changes.facts) {
      rows.Add(key.month.number())
          .Add(key.collector)
          .Add(key.area.text())
          .Add(static_cast<int64_t>(key.scheme))
          .Add(facts.due)
          .Add(facts.renewed)
          .Add(facts.won)
          .Add(facts.returned)
          .Add(facts.continued)
          .Add(facts.won_money.amount_vnd())
          .Add(facts.returned_money.amount_vnd())
          .Add(facts.continued_money.amount_vnd());
    }
    std::string sums;
    for (const char* const column :
         {"due_count", "renewed_count", "won_count", "returned_count", "continued_count", "won_vnd",
          "returned_vnd", "continued_vnd"}) {
      absl::StrAppend(&sums, sums.empty() ? "" : ", ", column, " = collection_fact.", column,
                      " + excluded.", column);
    }
    rows.InsertInto(session, absl::StrCat("ON CONFLICT (month, collector, area, scheme) "
                                          "DO UPDATE SET ",
                                          sums));
  }
  if (!changes.lapses.empty()) {
    sql::RowBatch rows("collection_lapse",
                       {"month", "collector", "area", "scheme", "reason", "cover_count"});
    for (const auto& [key, count] : changes.lapses) {
      rows.Add(key.of.month.number())
          .Add(key.of.collector)
          .Add(key.of.area.text())
          .Add(static_cast<int64_t>(key.of.scheme))
          .Add(key.reason)
          .Add(count);
    }
    rows.InsertInto(session,
                    "ON CONFLICT (month, collector, area, scheme, reason) DO UPDATE SET "
                    "cover_count = collection_lapse.cover_count + excluded.cover_count");
  }
}

FactChanges Read(soci::session& session, Month from, Month through) {
  FactChanges read;
  const std::vector<std::string> months = {absl::StrCat(from.number()),
                                           absl::StrCat(through.number())};
  constexpr char kMonths[] = " WHERE month >= CAST(:f AS BIGINT) AND month <= CAST(:t AS BIGINT)";
  sql::Cursor facts(session,
                    absl::StrCat("SELECT month, scheme, due_count, renewed_count, won_count, "
                                 "returned_count, continued_count, won_vnd, returned_vnd, "
                                 "continued_vnd, collector, area FROM collection_fact",
                                 kMonths),
                    months, 10, 2);
  while (facts.Next()) {
    Facts& row = read.facts[KeyOf(facts)];
    row.due = facts.number(2);
    row.renewed = facts.number(3);
    row.won = facts.number(4);
    row.returned = facts.number(5);
    row.continued = facts.number(6);
    row.won_money = Vnd(facts.number(7));
    row.returned_money = Vnd(facts.number(8));
    row.continued_money = Vnd(facts.number(9));
  }
  sql::Cursor lapses(session,
                     absl::StrCat("SELECT month, scheme, cover_count, collector, area, reason "
                                  "FROM collection_lapse",
                                  kMonths),
                     months, 3, 3);
  while (lapses.Next()) read.lapses[{KeyOf(lapses), lapses.text(2)}] = lapses.number(2);
  read.EraseZeros();
  return read;
}

std::vector<LapseReason> ReadReasons(soci::session& session, std::span<const int64_t> people) {
  std::vector<LapseReason> reasons;
  if (people.empty()) return reasons;
  // CROSS JOIN keeps SQLite from walking the big table first.
  sql::Cursor cursor(session,
                     absl::StrCat("SELECT r.person_id, r.scheme, r.through_month, r.contacted_day, "
                                  "r.reason FROM ",
                                  sql::IdTable(session, ":ids"),
                                  " k CROSS JOIN lapse_reason r WHERE r.person_id = k.value"),
                     {sql::IdList(people)}, 4, 1);
  while (cursor.Next()) {
    reasons.push_back({cursor.number(0), static_cast<SelfPaidScheme>(cursor.number(1)),
                       MonthOf(cursor.number(2)), cursor.text(0),
                       Day::FromNumber(static_cast<int32_t>(cursor.number(3)))});
  }
  return reasons;
}

void SaveReason(soci::session& session, const LapseReason& reason, int64_t revision) {
  sql::RowBatch row("lapse_reason", {"person_id", "scheme", "through_month", "contacted_day",
                                     "revision", "reason"});
  row.Add(reason.person_id)
      .Add(static_cast<int64_t>(reason.scheme))
      .Add(reason.through.number())
      .Add(reason.contacted.number())
      .Add(revision)
      .Add(reason.reason);
  row.InsertInto(session,
                 "ON CONFLICT (person_id, scheme, through_month) DO UPDATE SET "
                 "contacted_day = excluded.contacted_day, revision = excluded.revision, "
                 "reason = excluded.reason");
}

bool WriteReasons(soci::session& session, const CollectionLaw& law,
                  std::span<const LapseReason> reasons, int64_t revision) {
  std::set<int64_t> distinct;
  for (const LapseReason& reason : reasons) distinct.insert(reason.person_id);
  const std::vector<int64_t> people(distinct.begin(), distinct.end());
  const auto covers = CoversByPerson(session, people);
  const auto before = ByPerson(ReadReasons(session, people));
  auto after = before;
  bool changed = false;
  for (const LapseReason& reason : reasons) {
    std::vector<LapseReason>& known = after[reason.person_id];
    const auto same = std::find_if(known.begin(), known.end(), [&](const LapseReason& each) {
      return each.scheme == reason.scheme && each.through == reason.through;
    });
    if (same != known.end() && *same == reason) continue;
    if (same == known.end()) {
      known.push_back(reason);
    } else {
      *same = reason;
    }
    SaveReason(session, reason, revision);
    changed = true;
  }
  if (!changed) return false;
  FactChanges changes;
  static const std::vector<LapseReason> kNone;
  for (const auto& [person, of_person] : covers) {
    const auto old = before.find(person);
    changes.Add(FactsOf(law, of_person, old == before.end() ? kNone : old->second), -1);
    changes.Add(FactsOf(law, of_person, after.at(person)), 1);
  }
  Apply(session, std::move(changes));
  MarkIfOtherRules(session, law);
  return true;
}

void MarkIfOtherRules(soci::session& session, const CollectionLaw& law) {
  const long long current = law.facts_version();
  session << "UPDATE collection_fact_state SET rules_version = 0 WHERE id = 1 AND "
             "rules_version <> :v",
      soci::use(current);
}

FactChanges CountAll(soci::session& session, const CollectionLaw& law) {
  FactChanges all;
  static const std::vector<LapseReason> kNone;
  for (std::vector<int64_t> people = PeopleAfter(session, 0); !people.empty();
       people = PeopleAfter(session, people.back())) {
    const auto reasons = ByPerson(ReadReasons(session, people));
    for (const auto& [person, covers] : CoversByPerson(session, people)) {
      const auto of_person = reasons.find(person);
      all.Add(FactsOf(law, covers, of_person == reasons.end() ? kNone : of_person->second), 1);
    }
  }
  all.EraseZeros();
  return all;
}

bool RebuildUnlessCurrent(soci::session& session, const CollectionLaw& law) {
  long long version = 0;
  session << "SELECT rules_version FROM collection_fact_state WHERE id = 1", soci::into(version);
  const long long current = law.facts_version();
  if (version == current) return false;
  session << "DELETE FROM collection_fact";
  session << "DELETE FROM collection_lapse";
  Apply(session, CountAll(session, law));
  session << "UPDATE collection_fact_state SET rules_version = :v WHERE id = 1", soci::use(current);
  return true;
}

}  // namespace baophu::contribution::fact_store
