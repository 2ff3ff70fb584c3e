#ifndef BAOPHU_SERVICES_CLI_PROGRAMMES_PROGRAMMES_TEXT_H_
#define BAOPHU_SERVICES_CLI_PROGRAMMES_PROGRAMMES_TEXT_H_

#include <baophu/target/v1/programme_report_service.pb.h>

#include <string>

#include "services/cli/report/number_text.h"

namespace baophu::cli {

// Of how many areas programmes are done: a table, and below it what is missing or late.
std::string CompletenessText(const target::v1::Completeness& answer, Language language);

// What was planned and done: a table with the kinds and their figures.
std::string ProgrammeTotalsText(const target::v1::ProgrammeTotals& answer, Language language);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_PROGRAMMES_PROGRAMMES_TEXT_H_
