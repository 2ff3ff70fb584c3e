#ifndef BAOPHU_SERVICES_CLI_DIALOGUES_DIALOGUES_TEXT_H_
#define BAOPHU_SERVICES_CLI_DIALOGUES_DIALOGUES_TEXT_H_

#include <baophu/contribution/v1/dialogue_service.pb.h>

#include <string>
#include <vector>

#include "services/cli/report/number_text.h"

namespace baophu::cli {

// Totals with a table of sessions and one of officers.
std::string DialogueTotalsText(const contribution::v1::DialogueTotals& totals, Language language);

// Sessions, one a row; `more` where the list goes on.
std::string DialogueListText(const std::vector<contribution::v1::Dialogue>& dialogues, bool more,
                             Language language);

// One session with its figures, and invitations to it, one a row.
std::string DialogueText(const contribution::v1::Dialogue& dialogue,
                         const std::vector<contribution::v1::DialogueInvitation>& invitations,
                         bool more, Language language);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_DIALOGUES_DIALOGUES_TEXT_H_
