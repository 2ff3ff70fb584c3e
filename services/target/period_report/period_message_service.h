#ifndef BAOPHU_SERVICES_TARGET_PERIOD_REPORT_PERIOD_MESSAGE_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_PERIOD_REPORT_PERIOD_MESSAGE_SERVICE_H_

#include <baophu/participant/v1/coverage_flow_service.pb.h>
#include <baophu/target/v1/period_report_service.pb.h>

#include <vector>

#include "services/target/area_table/area_figures_service.h"
#include "services/target/indicators/indicator_catalogue.h"
#include "services/target/pace/pace_service.h"
#include "services/target/period_report/period_rules.h"

namespace baophu::target {

// All that a period report is made of.
struct PeriodFigures {
  AreaCode area;
  ReportPeriod period;
  std::vector<AreaCode> areas_below;
  AreaFigures figures;  // Of the area and those below.
  // Of months from `flows_from` to the period's last.
  participant::v1::QueryCoverageFlowsResponse flows;
  Month flows_from;
  bool in_progress = false;
};

// Fills all of a report but its name and revisions.
void ToMessage(const PeriodFigures& figures, const IndicatorCatalogue& catalogue,
               const PaceService& paces, v1::PeriodReport& report);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PERIOD_REPORT_PERIOD_MESSAGE_SERVICE_H_
