#ifndef BAOPHU_SERVICES_CONTRIBUTION_JOBS_JOB_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_JOBS_JOB_STORE_H_

#include <soci/soci.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_set.h"
#include "common/month/month.h"
#include "services/contribution/jobs/job.h"
#include "services/contribution/ledger/payer_id.h"

// Tables job_wage, job_employer and employer_terms: participant's jobs here.
// Functions run inside a read or write of the database.
namespace baophu::contribution::job_store {

// Inserts spans, or replaces those with the same job and first month. Of two
// such in `jobs` the last one stays.
void SaveJobs(soci::session& session, std::span<const JobWage> jobs);
// Removes all jobs and terms, before a snapshot is read.
void Clear(soci::session& session);

struct EmployerTerms {
  AreaCode area;             // Whose office manages it.
  std::string funding_type;  // ENTERPRISE or BUDGET.

  friend bool operator==(const EmployerTerms&, const EmployerTerms&) = default;
};
using TermsByEmployer = absl::btree_map<PayerId, EmployerTerms>;
void SaveTerms(soci::session& session, const TermsByEmployer& terms);
// Nothing for an employer that participant has not told of.
std::optional<EmployerTerms> ReadTerms(soci::session& session, PayerId employer);

// All spans, with this employer and others, of everyone who works for it in any
// of the months from `first` through `last`, by person, employer and first month.
std::vector<JobWage> JobsOfWorkers(soci::session& session, PayerId employer, Month first,
                                   Month last);

// Employers of these people: whose months may differ when a job of theirs does.
std::vector<PayerId> EmployersOf(soci::session& session, std::span<const int64_t> person_ids);

// Those of `payers` that participant told of.
absl::flat_hash_set<int64_t> KnownEmployers(soci::session& session,
                                            std::span<const int64_t> payers);

}  // namespace baophu::contribution::job_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_JOBS_JOB_STORE_H_
