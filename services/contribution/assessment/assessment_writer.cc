#include "services/contribution/assessment/assessment_writer.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/try.h"
#include "services/contribution/arrangements/arrangement_store.h"
#include "services/contribution/assessment/assessment_store.h"
#include "services/contribution/assessment/assessor.h"
#include "services/contribution/importing/ledger_writer.h"
#include "services/contribution/jobs/job_store.h"
#include "services/contribution/ledger/ledger_store.h"

namespace baophu::contribution {
namespace {

void Subtract(FundAmounts& amounts, const FundAmounts& less) {
  for (size_t fund = 0; fund < kFundCount; ++fund) amounts[fund] = amounts[fund] - less[fund];
}

// The rows that bring what is posted for an employer to what it owes, in those of
// its months that may differ.
absl::StatusOr<std::vector<LedgerRow>> RowsOf(soci::session& session, const Law& law,
                                              Assessor& assessor,
                                              const assessment_store::Period& period,
                                              const assessment_store::WaitingEmployer& waiting,
                                              int64_t revision) {
  const PayerId employer = waiting.employer;
  const Month first = std::max(period.first, waiting.first);
  const Month through = std::min(period.through, waiting.through);
  const std::optional<job_store::EmployerTerms> terms = job_store::ReadTerms(session, employer);
  if (!terms.has_value()) {
    return absl::FailedPreconditionError("participant has not told who funds it");
  }
  BAOPHU_ASSIGN(const FundingType funding, ParseFundingType(terms->funding_type));
  const std::vector<JobWage> jobs = job_store::JobsOfWorkers(session, employer, first, through);
  const std::vector<Arrangement> arrangements = arrangement_store::List(session, employer);
  const ledger_store::AssessedByDue posted =
      ledger_store::AssessedBySource(session, employer, kComputedSource, first, through);
  std::vector<LedgerRow> rows;
  for (Month month = first; month <= through; month = month + 1) {
    BAOPHU_ASSIGN(const std::vector<AssessmentLine> lines,
                  assessor.Assess(employer, funding, jobs, month));
    BAOPHU_ASSIGN(auto missing, DueParts(law, arrangements, month, TotalsOf(SumOfLines(lines))));
    const auto before = posted.find(month);
    if (before != posted.end()) {
      for (const auto& [due, amounts] : before->second) Subtract(missing[due], amounts);
    }
    for (const auto& [due, amounts] : missing) {
      if (amounts == FundAmounts()) continue;
      LedgerRow row;
      row.funds = amounts;
      row.kind = TransactionKind::kAssessment;
      row.source = kComputedSource;
      row.external_id = absl::StrCat(employer.ToName(), "/", month.ToString(), "/", due.ToString(),
                                     "/", revision);
      row.reference = ReferenceOf(row.source, row.external_id);
      row.digest = row.reference;
      row.payer = employer;
      row.area = terms->area;
      row.month = month;
      row.day = due;
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace

PostOutcome PostWaiting(soci::session& session, const Law& law, const AreaCatalogue& areas,
                        int64_t max_employers, int64_t revision, int64_t now_us) {
  PostOutcome outcome;
  const std::optional<assessment_store::Period> period = assessment_store::ReadPeriod(session);
  if (!period.has_value()) return outcome;
  Assessor assessor(law, areas);
  std::vector<LedgerRow> rows;
  for (const auto& waiting : assessment_store::Waiting(session, max_employers)) {
    const PayerId employer = waiting.employer;
    ++outcome.employer_count;
    absl::StatusOr<std::vector<LedgerRow>> of_employer =
        RowsOf(session, law, assessor, *period, waiting, revision);
    if (of_employer.ok()) {
      rows.insert(rows.end(), std::make_move_iterator(of_employer->begin()),
                  std::make_move_iterator(of_employer->end()));
      assessment_store::Dequeue(session, employer);
    } else {
      assessment_store::SetProblem(session, employer, std::string(of_employer.status().message()));
    }
  }
  const WriteOutcome written = WriteRows(session, areas, rows, revision, now_us);
  for (const size_t at : written.too_much) {
    assessment_store::Enqueue(session, {&rows[at].payer, 1});
    assessment_store::SetProblem(session, rows[at].payer,
                                 "its assessments would take the ledger past the largest sum");
  }
  outcome.touched = written.touched;
  return outcome;
}

}  // namespace baophu::contribution
