#ifndef BAOPHU_SERVICES_CLI_PERIOD_PROGRAMME_WORDS_H_
#define BAOPHU_SERVICES_CLI_PERIOD_PROGRAMME_WORDS_H_

#include <string>
#include <string_view>

#include "services/cli/report/report_words.h"

namespace baophu::cli {

// "xã", "commune" of COMMUNE; a level that is not known here stands for itself.
std::string ProgrammeLevelName(std::string_view level, Language language);

// "quá hạn", "overdue" of OVERDUE; a reason that is not known here stands for itself.
std::string MissingReasonName(std::string_view reason, Language language);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_PERIOD_PROGRAMME_WORDS_H_
