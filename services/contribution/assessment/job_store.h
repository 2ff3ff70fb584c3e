#ifndef BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_JOB_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_JOB_STORE_H_

#include <soci/soci.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "common/month/month.h"
#include "services/contribution/assessment/job.h"
#include "services/contribution/ledger/payer_id.h"

// Tables job_wage, job_employer and employer_funding: participant's jobs here.
// Functions run inside a read or write of the database.
namespace baophu::contribution::job_store {

// Inserts spans, or replaces those with the same job and first month. Of two
// such in `jobs` the last one stays.
void SaveJobs(soci::session& session, std::span<const JobWage> jobs);
// Removes all jobs and fundings, before a snapshot is read.
void Clear(soci::session& session);

// ENTERPRISE or BUDGET, by employer.
using Fundings = absl::btree_map<PayerId, std::string>;
void SaveFundings(soci::session& session, const Fundings& fundings);
// Nothing for an employer that participant has not told of.
std::optional<std::string> ReadFunding(soci::session& session, PayerId employer);

// All spans, with this employer and others, of everyone who works for it in a
// month, by person, employer and first month.
std::vector<JobWage> JobsOfWorkers(soci::session& session, PayerId employer, Month month);

}  // namespace baophu::contribution::job_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_JOB_STORE_H_
