#ifndef BAOPHU_SERVICES_TARGET_AREA_TABLE_AREA_FIGURES_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_AREA_TABLE_AREA_FIGURES_SERVICE_H_

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/area/area_catalogue.h"
#include "common/month/month.h"
#include "common/sql/database.h"
#include "services/target/areas/known_areas_service.h"
#include "services/target/coverage_report/report_rules.h"
#include "services/target/coverage_report/upstream_service.h"
#include "services/target/freshness/freshness.h"
#include "services/target/freshness/revisions.h"
#include "services/target/plans/milestones/milestones.h"

namespace baophu::target {

// All that reports of several areas are made of, at one revision of each service.
struct AreaFigures {
  std::shared_ptr<const AreaCatalogue> areas;
  Revisions revisions;
  // By area: figures of months in which a reform gave the code another meaning are
  // those of the areas that made it up then (succession/).
  std::map<AreaCode, ReportInput> inputs;
  // Those that were given for the plans in `inputs`, by plan_id.
  std::map<int64_t, std::vector<Milestone>> milestones;
};

// Reads figures of many areas: one call to each upstream and one snapshot of the
// database, whatever the number of areas. Thread-safe; blocks.
class AreaFiguresReader {
 public:
  // All must outlive the reader.
  struct Parts {
    sql::Database& database;
    KnownAreas& areas;
    Freshness& freshness;
    Upstreams& upstreams;
    const IndicatorCatalogue& catalogue;
  };
  explicit AreaFiguresReader(const Parts& parts) : parts_(parts) {}

  // Which areas to read, once the catalogue is known; an error of it is returned.
  using Choose = std::function<absl::StatusOr<std::vector<AreaCode>>(const AreaCatalogue& areas)>;

  // Figures of `months`, of which `month` is the last, with plans of their years, as
  // codes meant in `month`, reflecting at least `need`. UNAVAILABLE, naming the service, when one
  // cannot be reached in time; OUT_OF_RANGE when the areas and those that made them up are too
  // many for one call.
  absl::StatusOr<AreaFigures> Read(const Choose& choose, Month month,
                                   const std::vector<Month>& months, const Revisions& need,
                                   absl::Time deadline) const;

  // Only what this service holds itself: plans that may be valid in `month`, and
  // denominators. Of `revisions`, only target's is set.
  absl::StatusOr<AreaFigures> ReadPlans(const Choose& choose, Month month,
                                        absl::Time deadline) const;

 private:
  absl::StatusOr<AreaFigures> ReadOnce(const KnownAreas::Reading& reading, const Choose& choose,
                                       Month month, const std::vector<Month>& months,
                                       const Revisions& need, absl::Time deadline) const;

  const Parts parts_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_AREA_TABLE_AREA_FIGURES_SERVICE_H_
