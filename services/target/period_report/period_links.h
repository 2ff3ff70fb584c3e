#ifndef BAOPHU_SERVICES_TARGET_PERIOD_REPORT_PERIOD_LINKS_H_
#define BAOPHU_SERVICES_TARGET_PERIOD_REPORT_PERIOD_LINKS_H_

#include <string>
#include <string_view>

#include "common/area/area_code.h"
#include "common/month/month.h"
#include "services/target/period_report/period_rules.h"

// Paths of the API's resources that explain figures. The services that own them say in
// their protos what they are.
namespace baophu::target {

std::string CoverageReportPath(AreaCode area, Month month);
std::string CoveragePath(AreaCode area, Month month);
std::string CoverageFlowsPath(AreaCode area, Month from, Month through);
std::string LedgerTotalsPath(AreaCode area, Month month);
std::string PacePath(AreaCode area, Month month, std::string_view indicator,
                     std::string_view method);
std::string PlanPath(int64_t plan_id);
std::string DenominatorPath(int64_t denominator_id);
// At the end of a month that is over.
std::string AgeingPath(AreaCode area, Month month);
std::string LateEmployersPath(AreaCode area, Month month);
// Of sessions from a day to a day, with what is known at the end of that.
std::string DialogueTotalsPath(AreaCode area, Day from, Day through);
// Of collectors and of those who paid ahead, over the period's months.
std::string ScorecardsPath(AreaCode area, const ReportPeriod& period, Day as_of);
std::string DecreasePath(AreaCode area, const ReportPeriod& period);
// Names of resources, without /v1/.
std::string CompletenessName(AreaCode area, Day day);
std::string ProgrammeTotalsName(AreaCode area, const ReportPeriod& period);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PERIOD_REPORT_PERIOD_LINKS_H_
