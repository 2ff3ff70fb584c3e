#ifndef BAOPHU_SERVICES_CLI_PERIOD_PERIOD_WORKBOOK_H_
#define BAOPHU_SERVICES_CLI_PERIOD_PERIOD_WORKBOOK_H_

#include <baophu/target/v1/period_report_service.pb.h>

#include <string>

#include "absl/status/status.h"
#include "services/cli/report/number_text.h"

namespace baophu::cli {

// Writes a period report as an Excel workbook (XLSX): a summary, categories, who joined
// and left, the months of the year with a chart of lines, and areas ranked with a chart of
// the first ranking's values and plans. Numbers and percentages are numbers with formats
// that a spreadsheet shows in its own language; links are hyperlinks to `link_base` and a
// path. The same report gives the same bytes. OUT_OF_RANGE for a number of 2^53 or more;
// UNKNOWN when the file cannot be written.
absl::Status SavePeriodReport(const target::v1::PeriodReport& report, Language language,
                              const std::string& link_base, const std::string& path);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_PERIOD_PERIOD_WORKBOOK_H_
