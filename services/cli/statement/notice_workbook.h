#ifndef BAOPHU_SERVICES_CLI_STATEMENT_NOTICE_WORKBOOK_H_
#define BAOPHU_SERVICES_CLI_STATEMENT_NOTICE_WORKBOOK_H_

#include <string>

#include "absl/status/status.h"
#include "services/cli/statement/notice.h"

namespace baophu::cli {

// Writes the notice as an Excel workbook (XLSX) of three sheets: the notice, money
// that came in, and what it was given to. Amounts and dates are numbers, sums and
// closing balances formulas with their values. The same notice gives the same bytes.
// OUT_OF_RANGE for an amount of 2^53 đồng or more, which a spreadsheet would round;
// UNKNOWN when the file cannot be written.
absl::Status SaveNotice(const Notice& notice, const std::string& path);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_STATEMENT_NOTICE_WORKBOOK_H_
