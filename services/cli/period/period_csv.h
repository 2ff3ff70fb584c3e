#ifndef BAOPHU_SERVICES_CLI_PERIOD_PERIOD_CSV_H_
#define BAOPHU_SERVICES_CLI_PERIOD_PERIOD_CSV_H_

#include <baophu/target/v1/period_report_service.pb.h>

#include <string>

#include "services/cli/report/number_text.h"

namespace baophu::cli {

// A period report as one tidy table, one figure a row:
//   section,code,name,measure,of,against,value,unit,percent,rank,link
// section INDICATOR, MONTH, CATEGORY, FLOW or RANKING; the columns of each are in
// services/cli/README.md. Numbers are plain digits with a point, whatever the language;
// only names follow it. Links are `link_base` and a path. Text that looks like a formula
// is made harmless.
std::string PeriodCsv(const target::v1::PeriodReport& report, Language language,
                      const std::string& link_base);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_PERIOD_PERIOD_CSV_H_
