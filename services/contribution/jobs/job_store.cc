#include "services/contribution/jobs/job_store.h"

#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::contribution::job_store {
namespace {

Month MonthOf(int64_t number) { return Month::FromNumber(static_cast<int32_t>(number)); }

}  // namespace

void SaveJobs(soci::session& session, std::span<const JobWage> jobs) {
  // One statement may not write a row twice.
  absl::btree_map<std::tuple<PayerId, int64_t, Month>, const JobWage*> last;
  for (const JobWage& job : jobs) last[{job.employer, job.person_id, job.from}] = &job;
  sql::RowBatch wages("job_wage", {"payer_id", "person_id", "from_month", "through_month",
                                   "wage_vnd", "rate_class", "workplace_area"});
  std::set<std::pair<int64_t, PayerId>> pairs;
  for (const auto& [key, job] : last) {
    wages.Add(job->employer.number())
        .Add(job->person_id)
        .Add(job->from.number())
        .Add(job->through.number())
        .Add(job->wage.amount_vnd())
        .Add(job->rate_class)
        .Add(job->workplace.text());
    pairs.insert({job->person_id, job->employer});
  }
  if (wages.empty()) return;
  wages.InsertInto(session,
                   "ON CONFLICT (payer_id, person_id, from_month) DO UPDATE SET "
                   "through_month = excluded.through_month, wage_vnd = excluded.wage_vnd, "
                   "rate_class = excluded.rate_class, workplace_area = excluded.workplace_area");
  sql::RowBatch employers("job_employer", {"person_id", "payer_id"});
  for (const auto& [person_id, payer] : pairs) employers.Add(person_id).Add(payer.number());
  employers.InsertInto(session, "ON CONFLICT (person_id, payer_id) DO NOTHING");
}

void Clear(soci::session& session) {
  session << "DELETE FROM job_wage";
  session << "DELETE FROM job_employer";
  session << "DELETE FROM employer_terms";
}

void SaveTerms(soci::session& session, const TermsByEmployer& terms) {
  sql::RowBatch rows("employer_terms", {"payer_id", "area", "funding_type"});
  for (const auto& [payer, each] : terms) {
    rows.Add(payer.number()).Add(each.area.text()).Add(each.funding_type);
  }
  if (rows.empty()) return;
  rows.InsertInto(session,
                  "ON CONFLICT (payer_id) DO UPDATE SET area = excluded.area, "
                  "funding_type = excluded.funding_type");
}

std::optional<EmployerTerms> ReadTerms(soci::session& session, PayerId employer) {
  const long long payer_id = employer.number();
  std::string area, funding_type;
  session << "SELECT area, funding_type FROM employer_terms WHERE payer_id = :p",
      soci::use(payer_id), soci::into(area), soci::into(funding_type);
  if (!session.got_data()) return std::nullopt;
  return EmployerTerms{area.empty() ? AreaCode() : AreaCode::FromTrusted(area), funding_type};
}

std::vector<JobWage> JobsOfWorkers(soci::session& session, PayerId employer, Month first,
                                   Month last) {
  // CROSS JOIN keeps SQLite from walking a big table first.
  const std::string query =
      "SELECT w.payer_id, w.person_id, w.from_month, w.through_month, w.wage_vnd, w.rate_class, "
      "w.workplace_area FROM (SELECT DISTINCT person_id FROM job_wage WHERE "
      "payer_id = CAST(:p AS BIGINT) AND from_month <= CAST(:l AS BIGINT) AND "
      "through_month >= CAST(:f AS BIGINT)) here "
      "CROSS JOIN job_employer e CROSS JOIN job_wage w "
      "WHERE e.person_id = here.person_id AND w.payer_id = e.payer_id AND "
      "w.person_id = e.person_id ORDER BY w.person_id, w.payer_id, w.from_month";
  sql::Cursor cursor(
      session, query,
      {absl::StrCat(employer.number()), absl::StrCat(last.number()), absl::StrCat(first.number())},
      5, 2);
  std::vector<JobWage> jobs;
  while (cursor.Next()) {
    jobs.push_back({PayerId::FromNumber(cursor.number(0)), cursor.number(1),
                    MonthOf(cursor.number(2)), MonthOf(cursor.number(3)), Vnd(cursor.number(4)),
                    cursor.text(0), AreaCode::FromTrusted(cursor.text(1))});
  }
  return jobs;
}

std::vector<PayerId> EmployersOf(soci::session& session, std::span<const int64_t> person_ids) {
  std::vector<PayerId> employers;
  if (person_ids.empty()) return employers;
  sql::Cursor cursor(session,
                     absl::StrCat("SELECT DISTINCT e.payer_id FROM ", sql::IdTable(session, ":ids"),
                                  " k CROSS JOIN job_employer e WHERE e.person_id = k.value"),
                     {sql::IdList(person_ids)}, 1, 0);
  while (cursor.Next()) employers.push_back(PayerId::FromNumber(cursor.number(0)));
  return employers;
}

absl::flat_hash_set<int64_t> KnownEmployers(soci::session& session,
                                            std::span<const int64_t> payers) {
  sql::Cursor cursor(session,
                     absl::StrCat("SELECT e.payer_id FROM ", sql::IdTable(session, ":ids"),
                                  " k CROSS JOIN employer_terms e WHERE e.payer_id = k.value"),
                     {sql::IdList(payers)}, 1, 0);
  absl::flat_hash_set<int64_t> known;
  while (cursor.Next()) known.insert(cursor.number(0));
  return known;
}

}  // namespace baophu::contribution::job_store
