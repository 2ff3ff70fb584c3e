#ifndef BAOPHU_SERVICES_TARGET_CLOSING_REPORT_SNAPSHOT_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_CLOSING_REPORT_SNAPSHOT_SERVICE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/area/area_code.h"
#include "common/feed/revision_clock.h"
#include "common/month/month.h"
#include "services/target/areas/known_areas_service.h"
#include "services/target/coverage_report/report_maker.h"
#include "services/target/freshness/freshness.h"
#include "services/target/report_cache/report_store.h"
#include "services/target/succession/report_territories.h"

namespace baophu::target {

// Coverage reports of several areas, stored ones where the feeds confirm them and
// new ones otherwise. Its functions block, so they are for threads that may, and
// not for those that the maker computes on. Thread-safe.
class ReportSnapshots {
 public:
  // All must outlive this.
  ReportSnapshots(const IndicatorCatalogue& catalogue, Freshness& freshness, KnownAreas& areas,
                  ReportStore& store, ReportMaker& maker, RevisionClock& clock)
      : catalogue_(catalogue),
        freshness_(freshness),
        areas_(areas),
        store_(store),
        maker_(maker),
        clock_(clock) {}

  // Codes of the areas that are in force in a month, in order. UNAVAILABLE when
  // participant must be asked and cannot be.
  absl::StatusOr<std::vector<AreaCode>> AreasInForce(Month month, absl::Time deadline);

  // What the reports of a month rest on, by the areas as they are known here.
  absl::StatusOr<ReportTerritories> TerritoriesOf(Month month, absl::Time deadline);

  // Everything up to these revisions is applied here, what this replica has written
  // included.
  absl::StatusOr<Revisions> Applied(absl::Time deadline);

  // Whether the feeds tell that a report made at `made` is still the report of now.
  // `predecessors` as in StoredReport, by the areas of now.
  bool IsUntouchedSince(AreaCode area, Month month, std::span<const AreaCode> predecessors,
                        const Revisions& made) const;

  // Each area's report as it is now, with all that is applied here and what this
  // replica has written, or why there is none: NOT_FOUND where the code is no area in
  // the month. UNAVAILABLE while a feed is in doubt.
  absl::StatusOr<std::map<AreaCode, absl::StatusOr<StoredReport>>> Current(
      const std::vector<AreaCode>& areas, Month month, absl::Time deadline);

  // The reports of all areas in force in a month, which all equal what would be
  // computed at `revisions`.
  struct Snapshot {
    Revisions revisions;
    std::map<AreaCode, StoredReport> reports;
  };
  // How many reports of how many are there; an error ends the work.
  using Progress = std::function<absl::Status(int64_t done, int64_t total)>;
  // FAILED_PRECONDITION when no area is in force; ABORTED when figures of the month
  // change faster than they can be read; UNAVAILABLE as Current.
  absl::StatusOr<Snapshot> Take(Month month, absl::Time deadline, const Progress& progress);

 private:
  using Outcomes = std::map<AreaCode, absl::StatusOr<StoredReport>>;
  class Round;

  const IndicatorCatalogue& catalogue_;
  Freshness& freshness_;
  KnownAreas& areas_;
  ReportStore& store_;
  ReportMaker& maker_;
  RevisionClock& clock_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_CLOSING_REPORT_SNAPSHOT_SERVICE_H_
