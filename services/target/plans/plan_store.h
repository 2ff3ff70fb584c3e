#ifndef BAOPHU_SERVICES_TARGET_PLANS_PLAN_STORE_H_
#define BAOPHU_SERVICES_TARGET_PLANS_PLAN_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/area/area_code.h"
#include "common/month/month.h"
#include "services/target/plans/plan_book.h"
#include "services/target/plans/plan_rules.h"

namespace baophu::target {

// Tables plan and denominator. Every function runs inside a read or a write of
// the service's database and throws what SOCI throws.
namespace plan_store {

// Which rows a list holds.
struct Filter {
  std::string area;  // Empty: all.
  int64_t year = 0;  // 0: all; plans only.
};

std::optional<PlanVersion> Find(soci::session& session, int64_t plan_id);
std::optional<Denominator> FindDenominator(soci::session& session, int64_t denominator_id);

// The stored version with the same key.
std::optional<PlanVersion> FindVersion(soci::session& session, const PlanVersion& plan);

// At most `limit` rows with ids above `after_id`, by id.
std::vector<PlanVersion> List(soci::session& session, const Filter& filter, int64_t after_id,
                              int64_t limit);
std::vector<Denominator> ListDenominators(soci::session& session, const Filter& filter,
                                          int64_t after_id, int64_t limit);

// What reports of areas need: plans of these years, and denominators, each by id.
// No area may be named twice.
std::vector<PlanVersion> PlansOf(soci::session& session, std::span<const AreaCode> areas,
                                 int first_year, int last_year);
std::vector<Denominator> DenominatorsOf(soci::session& session, std::span<const AreaCode> areas);

// A book that can admit these versions.
PlanBook BookFor(soci::session& session, const AreaCatalogue& areas,
                 const std::vector<PlanVersion>& plans);

// What a bulk write did.
struct Outcome {
  int64_t changed_count = 0;
  int64_t unchanged_count = 0;
  std::map<AreaCode, Month> touched;  // First month touched of each area.
};

// Writes rows in order; one that names a stored row (or an earlier one of the
// list) replaces it and keeps its id. Ids are given here.
Outcome Put(soci::session& session, int64_t revision, std::vector<PlanVersion> plans);
Outcome Put(soci::session& session, int64_t revision, std::vector<Denominator> denominators);

}  // namespace plan_store
}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PLANS_PLAN_STORE_H_
