#ifndef BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DIALOGUE_MESSAGE_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DIALOGUE_MESSAGE_SERVICE_H_

#include <baophu/contribution/v1/dialogue_service.pb.h>

#include <span>

#include "services/contribution/dialogues/rules/dialogue_law.h"
#include "services/contribution/dialogues/rules/outcome.h"

// Sessions and invitations as their callers see them.
namespace baophu::contribution {

void WriteDialogue(const Dialogue& dialogue, v1::Dialogue& message);
// Without name and time where it has not been entered.
void WriteInvitation(const Invitation& invitation, v1::DialogueInvitation& message);
void WriteLetter(const Invitation& invitation, const InvitationLetter& letter,
                 v1::DialogueLetter& message);
void WriteStep(const Invitation& invitation, const InvitationStep& step, v1::DialogueStep& message);
// `officer` is who is in charge where nobody was charged with a step.
void WriteOutcome(const InvitationOutcome& outcome, std::span<const NextDialogueStep> next,
                  const std::string& officer, v1::DialogueOutcome& message);
void WriteFigures(const DialogueFigures& figures, v1::DialogueFigures& message);
void WriteWindow(const AttributionWindow& window, Day as_of, v1::DialogueWindow& message);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DIALOGUE_MESSAGE_SERVICE_H_
