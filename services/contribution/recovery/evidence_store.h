#ifndef BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_EVIDENCE_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_EVIDENCE_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <vector>

#include "absl/container/btree_map.h"
#include "services/contribution/recovery/legal_step.h"
#include "services/contribution/recovery/officer.h"

// Tables legal_step, officer_assignment and arrears_sequence. Functions run inside
// a read or write of the database; nothing is ever updated.
namespace baophu::contribution::evidence_store {

using StepsByEmployer = absl::btree_map<PayerId, std::vector<LegalStep>>;

// All steps that were recorded by then, each employer's by id.
StepsByEmployer ReadSteps(soci::session& session, int64_t known_us);
// Those of one employer.
std::vector<LegalStep> ReadStepsOf(soci::session& session, PayerId employer, int64_t known_us);
// Enters a step with the next id, which it returns.
int64_t AddStep(soci::session& session, const LegalStep& step);

// All assignments that were recorded by then, by id.
std::vector<OfficerAssignment> ReadAssignments(soci::session& session, int64_t known_us);
// Enters an assignment with the next id, which it returns.
int64_t AddAssignment(soci::session& session, const OfficerAssignment& assignment);

}  // namespace baophu::contribution::evidence_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_EVIDENCE_STORE_H_
