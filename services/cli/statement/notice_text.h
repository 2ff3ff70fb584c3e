#ifndef BAOPHU_SERVICES_CLI_STATEMENT_NOTICE_TEXT_H_
#define BAOPHU_SERVICES_CLI_STATEMENT_NOTICE_TEXT_H_

#include <string>

#include "services/cli/statement/notice.h"

namespace baophu::cli {

// The notice as text, in tables aligned for a terminal.
std::string NoticeText(const Notice& notice);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_STATEMENT_NOTICE_TEXT_H_
