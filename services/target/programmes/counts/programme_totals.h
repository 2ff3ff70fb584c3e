#ifndef BAOPHU_SERVICES_TARGET_PROGRAMMES_COUNTS_PROGRAMME_TOTALS_H_
#define BAOPHU_SERVICES_TARGET_PROGRAMMES_COUNTS_PROGRAMME_TOTALS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/area/area_catalogue.h"
#include "services/target/period_report/period_rules.h"
#include "services/target/programmes/records/programme.h"
#include "services/target/programmes/records/programme_links.h"

// What programmes of an area and period come to. Pure; integers only.
namespace baophu::target {

struct PlannedAndDone {
  int64_t planned = 0;
  int64_t done = 0;
};

// Of one kind.
struct KindTotals {
  int64_t record_count = 0;
  int64_t done_record_count = 0;  // Of these, done by the end of the period.
  // Records that reach over an edge of the period and are not in it.
  int64_t partly_outside_count = 0;
  std::map<std::string, PlannedAndDone> figures;  // By code.
};

// By kind. A record is in the total when its period lies within the asked one and its
// area, as it was when it was done or to begin, was `root` or below it. Each is there
// once: what was done is added up, and what was planned is too except by records that
// are parts of one that is there as well and plans the figure: its plan holds theirs.
// `links` holds what the programmes are parts of, and so on up.
std::map<std::string, KindTotals> TotalsOf(const AreaCatalogue& areas, const AreaRecord& root,
                                           const ReportPeriod& period,
                                           const std::vector<Programme>& programmes,
                                           const ProgrammeLinks& links);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PROGRAMMES_COUNTS_PROGRAMME_TOTALS_H_
