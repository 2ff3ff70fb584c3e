#include "services/target/plans/milestones/milestone_store.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/sql/row_batch.h"

namespace baophu::target::milestone_store {

std::map<int64_t, std::vector<Milestone>> MilestonesOf(soci::session& session,
                                                       const std::vector<int64_t>& plan_ids) {
  const std::string ids = sql::IdList(plan_ids);
  long long plan_id = 0, last_day = 0, value = 0;
  soci::statement statement =
      (session.prepare << absl::StrCat("SELECT m.plan_id, m.last_day, m.value FROM ",
                                       sql::IdTable(session, ":ids"),
                                       " k CROSS JOIN plan_milestone m WHERE m.plan_id = k.value "
                                       "ORDER BY m.plan_id, m.last_day"),
       soci::into(plan_id), soci::into(last_day), soci::into(value), soci::use(ids, "ids"));
  std::map<int64_t, std::vector<Milestone>> milestones;
  statement.execute();
  while (statement.fetch()) {
    milestones[plan_id].push_back({Day::FromNumber(static_cast<int32_t>(last_day)), value});
  }
  return milestones;
}

void Put(soci::session& session, int64_t plan_id, const std::vector<Milestone>& milestones) {
  const long long id = plan_id;
  session << "DELETE FROM plan_milestone WHERE plan_id = :id", soci::use(id, "id");
  sql::RowBatch batch("plan_milestone", {"plan_id", "last_day", "value"});
  for (const Milestone& each : milestones) {
    batch.Add(plan_id).Add(each.last.number()).Add(each.value);
  }
  if (!batch.empty()) batch.InsertInto(session);
}

bool PutOne(soci::session& session, int64_t plan_id, const Milestone& milestone) {
  const long long id = plan_id, last_day = milestone.last.number(), value = milestone.value;
  soci::statement statement =
      (session.prepare << "INSERT INTO plan_milestone (plan_id, last_day, value) VALUES (:id, "
                          ":last_day, :value) ON CONFLICT (plan_id, last_day) DO UPDATE SET "
                          "value = excluded.value WHERE plan_milestone.value <> excluded.value",
       soci::use(id, "id"), soci::use(last_day, "last_day"), soci::use(value, "value"));
  statement.execute(true);
  return statement.get_affected_rows() > 0;
}

}  // namespace baophu::target::milestone_store
