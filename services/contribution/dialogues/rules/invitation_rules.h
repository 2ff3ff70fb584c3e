#ifndef BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_INVITATION_RULES_H_
#define BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_INVITATION_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/area/area_catalogue.h"
#include "services/contribution/dialogues/rules/dialogue.h"
#include "services/contribution/dialogues/rules/dialogue_law.h"

// What may be recorded of sessions and invitations. Pure. Faults name the fields of
// the API and of the import, which are called alike. `today` is that of Vietnam.
namespace baophu::contribution {

// 1 to 40 letters, digits, dots, dashes and low lines.
absl::Status CheckDialogueCode(const std::string& field, const std::string& code);
// Area and partners hold in the month of the session.
absl::Status CheckDialogue(const Dialogue& dialogue, const AreaCatalogue& areas,
                           const DialogueLaw& law);
absl::Status CheckMinutes(const Dialogue& dialogue, Day today);

// An invitation to one that owes. FAILED_PRECONDITION when it owes nothing that was
// late, or the session was cancelled.
absl::StatusOr<Invitation> Invite(const Dialogue& dialogue, PayerId employer,
                                  const FrozenDebt& debt, Day invited, Day today);
// One that came without being invited, which may owe nothing.
absl::StatusOr<Invitation> ComeUninvited(const Dialogue& dialogue, PayerId employer,
                                         const FrozenDebt& debt, Day today);

// FAILED_PRECONDITION before the session was held. A walk-in was not absent.
absl::Status SetAttendance(const Dialogue& dialogue, Attendance attendance, Day today,
                           Invitation& invitation);
// `owed_then` is all that the employer owed on the day of the commitment, interest
// included. FAILED_PRECONDITION above that and above what it owed at the invitation.
absl::Status SetCommitment(const Dialogue& dialogue, const Commitment& commitment, Vnd owed_then,
                           Day today, Invitation& invitation);
// Takes an invitation back that was entered by mistake.
absl::Status Annul(const std::string& note, Invitation& invitation);

absl::Status CheckLetter(const InvitationLetter& letter, Day today);
absl::Status CheckStep(const InvitationStep& step, const DialogueLaw& law, Day today);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_INVITATION_RULES_H_
