#include "services/participant/flows/flow_rebuild.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/status/try.h"
#include "services/participant/enrolment/enrolment_store.h"
#include "services/participant/enrolment/refold.h"
#include "services/participant/retention/household_refresh.h"
#include "services/participant/retention/store/end_store.h"

namespace baophu::participant {
namespace {

// Raised when flows, or ends of cover, of the same movements become others.
constexpr int kRulesVersion = 2;

constexpr int64_t kPeoplePerPage = 5000;

// Returns the flows of everybody, and writes the ends of their cover, which follow from
// flows.
FlowMap CountAll(soci::session& session, const FlowCodes& codes) {
  FlowMap counts;
  const int64_t last = enrolment_store::MaxPersonId(session);
  for (int64_t after = 0; after < last; after += kPeoplePerPage) {
    std::vector<end_store::Change> ends;
    enrolment_store::ScanMovements(
        session, after, std::min(last, after + kPeoplePerPage), codes.categories,
        [&](PersonId person, std::vector<StoredMovement>& movements) {
          const Coverage coverage = FoldPerson(session, codes.categories, person, movements);
          AddFlows(coverage.flows, +1, codes.reasons, counts);
          AddFlows(coverage.renewals, +1, codes.reasons, counts);
          ends.push_back({person, {}, EndsOf(coverage.flows, codes.categories)});
        });
    end_store::Write(session, ends, codes.reasons);
  }
  return counts;
}

}  // namespace

absl::StatusOr<bool> RebuildFlowsIfStale(sql::Database& database, const FlowCodes& codes) {
  const std::string basis = absl::StrCat(kRulesVersion, ":", codes.reasons.Digest());
  std::string known;
  BAOPHU_TRY(database.Read([&](soci::session& session) {
    known = flow_store::ReadBasis(session);
    return absl::OkStatus();
  }));
  if (known == basis) return false;
  BAOPHU_TRY(database.Write([&](soci::session& session) {
    flow_store::TakeWriterTurn(session);
    flow_store::DeleteAll(session);
    end_store::DeleteAll(session);
    flow_store::Add(session, CountAll(session, codes), codes);
    RebuildHouseholds(session, {codes.categories, codes.reasons});
    flow_store::WriteBasis(session, basis);
    return absl::OkStatus();
  }));
  return true;
}

}  // namespace baophu::participant
