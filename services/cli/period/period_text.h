#ifndef BAOPHU_SERVICES_CLI_PERIOD_PERIOD_TEXT_H_
#define BAOPHU_SERVICES_CLI_PERIOD_PERIOD_TEXT_H_

#include <baophu/target/v1/period_report_service.pb.h>

#include <string>

#include "services/cli/report/number_text.h"

namespace baophu::cli {

// A period report as prose and tables in the words of the agency's own reports. Numbers in
// square brackets lead to the list of links at the end, each `link_base` and a path.
std::string PeriodReportText(const target::v1::PeriodReport& report, Language language,
                             const std::string& link_base);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_PERIOD_PERIOD_TEXT_H_
