#include "services/contribution/recovery/evidence_store.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::contribution::evidence_store {
namespace {

constexpr char kStepColumns[] =
    "SELECT payer_id, step_id, kind, day, delivered_day, annuls, recorded_us, number, note FROM "
    "legal_step WHERE recorded_us <= CAST(:k AS BIGINT) ";

Day DayOf(int64_t number) { return Day::FromNumber(static_cast<int32_t>(number)); }

LegalStep StepAt(const sql::Cursor& cursor) {
  LegalStep step;
  step.employer = PayerId::FromNumber(cursor.number(0));
  step.step_id = cursor.number(1);
  step.kind = static_cast<LegalStepKind>(cursor.number(2));
  step.day = DayOf(cursor.number(3));
  if (cursor.number(4) != 0) step.delivered = DayOf(cursor.number(4));
  step.annuls = cursor.number(5);
  step.recorded_us = cursor.number(6);
  step.number = cursor.text(0);
  step.note = cursor.text(1);
  return step;
}

int64_t TakeId(soci::session& session) {
  long long id = 0;
  session << "SELECT next_id FROM arrears_sequence WHERE id = 1", soci::into(id);
  const long long next = id + 1;
  session << "UPDATE arrears_sequence SET next_id = :n WHERE id = 1", soci::use(next);
  return id;
}

}  // namespace

StepsByEmployer ReadSteps(soci::session& session, int64_t known_us) {
  StepsByEmployer steps;
  sql::Cursor cursor(session, absl::StrCat(kStepColumns, "ORDER BY payer_id, step_id"),
                     {absl::StrCat(known_us)}, 7, 2);
  while (cursor.Next()) {
    LegalStep step = StepAt(cursor);
    steps[step.employer].push_back(std::move(step));
  }
  return steps;
}

std::vector<LegalStep> ReadStepsOf(soci::session& session, PayerId employer, int64_t known_us) {
  std::vector<LegalStep> steps;
  sql::Cursor cursor(
      session, absl::StrCat(kStepColumns, "AND payer_id = CAST(:p AS BIGINT) ORDER BY step_id"),
      {absl::StrCat(known_us), absl::StrCat(employer.number())}, 7, 2);
  while (cursor.Next()) steps.push_back(StepAt(cursor));
  return steps;
}

int64_t AddStep(soci::session& session, const LegalStep& step) {
  const int64_t id = TakeId(session);
  sql::RowBatch rows("legal_step", {"payer_id", "step_id", "kind", "day", "delivered_day", "annuls",
                                    "recorded_us", "number", "note"});
  rows.Add(step.employer.number())
      .Add(id)
      .Add(static_cast<int64_t>(step.kind))
      .Add(step.day.number())
      .Add(step.delivered.has_value() ? step.delivered->number() : 0)
      .Add(step.annuls)
      .Add(step.recorded_us)
      .Add(step.number)
      .Add(step.note);
  rows.InsertInto(session);
  return id;
}

std::vector<OfficerAssignment> ReadAssignments(soci::session& session, int64_t known_us) {
  std::vector<OfficerAssignment> assignments;
  sql::Cursor cursor(session,
                     "SELECT assignment_id, payer_id, from_day, recorded_us, area, officer FROM "
                     "officer_assignment WHERE recorded_us <= CAST(:k AS BIGINT) "
                     "ORDER BY assignment_id",
                     {absl::StrCat(known_us)}, 4, 2);
  while (cursor.Next()) {
    assignments.push_back({cursor.number(0), PayerId::FromNumber(cursor.number(1)),
                           AreaCode::FromTrusted(cursor.text(0)), DayOf(cursor.number(2)),
                           cursor.number(3), cursor.text(1)});
  }
  return assignments;
}

int64_t AddAssignment(soci::session& session, const OfficerAssignment& assignment) {
  const int64_t id = TakeId(session);
  sql::RowBatch rows("officer_assignment",
                     {"assignment_id", "payer_id", "from_day", "recorded_us", "area", "officer"});
  rows.Add(id)
      .Add(assignment.employer.number())
      .Add(assignment.from.number())
      .Add(assignment.recorded_us)
      .Add(assignment.area.text())
      .Add(assignment.officer);
  rows.InsertInto(session);
  return id;
}

}  // namespace baophu::contribution::evidence_store
