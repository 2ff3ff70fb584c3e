#ifndef BAOPHU_SERVICES_CLI_REPORT_REPORT_TEXT_H_
#define BAOPHU_SERVICES_CLI_REPORT_REPORT_TEXT_H_

#include <baophu/target/v1/coverage_report_service.pb.h>

#include <string>

#include "services/cli/report/number_text.h"
#include "services/cli/report/served_names.h"

namespace baophu::cli {

// A coverage report in the words of the agency's own monthly reports. Figures
// of a scaled sample are labelled as such, and so is an answer that could not
// be confirmed. Codes that neither this program nor `names` knows are shown as they are.
std::string ReportText(const target::v1::CoverageReport& report, Language language,
                       const ServedNames& names = {});

// The report as CSV, one figure a row, for spreadsheets and scripts:
//   name,indicator,measure,of,against,value
// measure is VALUE, CHANGE, PRIOR, PLAN, PLAN_PERCENT, PLAN_REMAINING, BASE,
// BASE_PERCENT, BASE_PRIOR_PERCENT or BASE_DELTA_POINTS; `of` is the plan's
// assigner (and kind, where it is not ASSIGNED) or the base.
std::string ReportCsv(const target::v1::CoverageReport& report);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_REPORT_REPORT_TEXT_H_
