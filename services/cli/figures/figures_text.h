#ifndef BAOPHU_SERVICES_CLI_FIGURES_FIGURES_TEXT_H_
#define BAOPHU_SERVICES_CLI_FIGURES_FIGURES_TEXT_H_

#include <baophu/target/v1/figure_check_service.pb.h>

#include <string>

#include "services/cli/report/report_words.h"

namespace baophu::cli {

// The answer of a check as text: a table of all findings, then the explanation of those
// that do not agree, and which figures nothing was compared with.
std::string FiguresText(const target::v1::CheckFiguresResponse& response, Language language);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_FIGURES_FIGURES_TEXT_H_
