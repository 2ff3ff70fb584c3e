#ifndef BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_PAPER_WRITER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_PAPER_WRITER_H_

#include <soci/soci.h>

#include <cstdint>

#include "services/contribution/dialogues/rules/dialogue.h"
#include "services/contribution/dialogues/rules/dialogue_law.h"

// Enters letters and steps that were checked, with the legal steps of the employer that
// they are. Runs inside a write of the database; `now_us` counts from 1970-01-01 UTC.
namespace baophu::contribution {

// False when the same letter is on file already. A reminder that is entered again with
// another day, or once it was delivered, takes the place of its legal step.
bool EnterLetter(soci::session& session, const Invitation& invitation, InvitationLetter letter,
                 int64_t now_us);

// A step that was taken is a legal step where its rule says so, once for each number.
void EnterStep(soci::session& session, const Invitation& invitation, const DialogueStepRule& rule,
               InvitationStep step, int64_t now_us);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_PAPER_WRITER_H_
