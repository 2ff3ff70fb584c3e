#include "services/contribution/assessment/assessment_store.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"
#include "common/sql/write.h"

namespace baophu::contribution::assessment_store {

std::optional<Period> ReadPeriod(soci::session& session) {
  long long first = 0, through = 0, law_version = 0;
  session << "SELECT first_month, through_month, law_version FROM assessment_period WHERE id = 1",
      soci::into(first), soci::into(through), soci::into(law_version);
  if (!session.got_data()) return std::nullopt;
  return Period{Month::FromNumber(static_cast<int32_t>(first)),
                Month::FromNumber(static_cast<int32_t>(through)), law_version};
}

void SavePeriod(soci::session& session, const Period& period) {
  const long long first = period.first.number();
  const long long through = period.through.number();
  const long long law_version = period.law_version;
  session << "INSERT INTO assessment_period (id, first_month, through_month, law_version) "
             "VALUES (1, :f, :t, :l) ON CONFLICT (id) DO UPDATE SET "
             "first_month = excluded.first_month, through_month = excluded.through_month, "
             "law_version = excluded.law_version",
      soci::use(first), soci::use(through), soci::use(law_version);
}

void Enqueue(soci::session& session, std::span<const PayerId> employers) {
  const std::set<PayerId> unique(employers.begin(), employers.end());
  if (unique.empty()) return;
  sql::RowBatch rows("assessment_queue", {"payer_id", "problem"});
  for (const PayerId employer : unique) rows.Add(employer.number()).Add("");
  // The columns' defaults are all months.
  rows.InsertInto(session,
                  "ON CONFLICT (payer_id) DO UPDATE SET problem = excluded.problem, "
                  "first_month = excluded.first_month, through_month = excluded.through_month");
}

void EnqueueAll(soci::session& session) {
  session << "DELETE FROM assessment_queue";
  session << "INSERT INTO assessment_queue (payer_id, problem) SELECT payer_id, '' FROM "
             "employer_terms";
}

void EnqueueMonths(soci::session& session, Month first, Month through) {
  // WHERE lets SQLite see that ON belongs to no join.
  sql::Execute(session,
               "INSERT INTO assessment_queue (payer_id, problem, first_month, through_month) "
               "SELECT payer_id, '', CAST(:f AS BIGINT), CAST(:t AS BIGINT) FROM employer_terms "
               "WHERE 1 = 1 ON CONFLICT (payer_id) DO UPDATE SET problem = excluded.problem, "
               "first_month = CASE WHEN assessment_queue.first_month < excluded.first_month THEN "
               "assessment_queue.first_month ELSE excluded.first_month END, "
               "through_month = CASE WHEN assessment_queue.through_month > excluded.through_month "
               "THEN assessment_queue.through_month ELSE excluded.through_month END",
               {absl::StrCat(first.number()), absl::StrCat(through.number())});
}

std::vector<WaitingEmployer> Waiting(soci::session& session, int64_t limit) {
  sql::Cursor cursor(session,
                     "SELECT payer_id, first_month, through_month FROM assessment_queue WHERE "
                     "problem = '' ORDER BY payer_id LIMIT CAST(:n AS BIGINT)",
                     {absl::StrCat(limit)}, 3, 0);
  std::vector<WaitingEmployer> employers;
  while (cursor.Next()) {
    employers.push_back({PayerId::FromNumber(cursor.number(0)),
                         Month::FromNumber(static_cast<int32_t>(cursor.number(1))),
                         Month::FromNumber(static_cast<int32_t>(cursor.number(2)))});
  }
  return employers;
}

void Dequeue(soci::session& session, PayerId employer) {
  const long long payer_id = employer.number();
  session << "DELETE FROM assessment_queue WHERE payer_id = :p", soci::use(payer_id);
}

void SetProblem(soci::session& session, PayerId employer, const std::string& problem) {
  const long long payer_id = employer.number();
  session << "UPDATE assessment_queue SET problem = :t WHERE payer_id = :p", soci::use(problem),
      soci::use(payer_id);
}

QueueCounts CountQueue(soci::session& session) {
  long long waiting = 0, all = 0;
  session << "SELECT COUNT(*) FROM assessment_queue WHERE problem = ''", soci::into(waiting);
  session << "SELECT COUNT(*) FROM assessment_queue", soci::into(all);
  return {waiting, all - waiting};
}

std::vector<Problem> ListProblems(soci::session& session, int64_t after, int64_t limit) {
  sql::Cursor cursor(session,
                     "SELECT payer_id, problem FROM assessment_queue WHERE problem <> '' AND "
                     "payer_id > CAST(:a AS BIGINT) ORDER BY payer_id LIMIT CAST(:n AS BIGINT)",
                     {absl::StrCat(after), absl::StrCat(limit)}, 1, 1);
  std::vector<Problem> problems;
  while (cursor.Next()) {
    problems.push_back({PayerId::FromNumber(cursor.number(0)), cursor.text(0)});
  }
  return problems;
}

}  // namespace baophu::contribution::assessment_store
