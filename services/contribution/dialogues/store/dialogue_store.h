#ifndef BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_STORE_DIALOGUE_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_STORE_DIALOGUE_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/contribution/dialogues/rules/dialogue.h"

// Tables dialogue, dialogue_invitation, dialogue_letter, dialogue_step and
// dialogue_sequence. Functions run inside a read or write of the database; nothing is
// ever updated.
namespace baophu::contribution::dialogue_store {

// All sessions as they are now, by code.
std::map<std::string, Dialogue> ReadDialogues(soci::session& session);
std::optional<Dialogue> FindDialogue(soci::session& session, const std::string& code);
// Enters a version, with its revision and moment.
void AddVersion(soci::session& session, const Dialogue& dialogue);

// Invitations as they are now, annulled ones included, by session and id.
std::vector<Invitation> ReadInvitations(soci::session& session);
std::vector<Invitation> ReadInvitationsTo(soci::session& session, const std::string& dialogue);
// All of these employers, to whatever session.
std::vector<Invitation> ReadInvitationsOf(soci::session& session,
                                          std::span<const PayerId> employers);
std::optional<Invitation> FindInvitation(soci::session& session, const std::string& dialogue,
                                         int64_t invitation_id);
// The one of an employer that is not annulled.
std::optional<Invitation> FindInvitationOf(soci::session& session, const std::string& dialogue,
                                           PayerId employer);
// Enters a version of each; those whose id is 0 get the next ones.
void AddVersions(soci::session& session, std::span<Invitation> invitations);

// Letters and steps by id: of all invitations to a session, or of one.
std::vector<InvitationLetter> ReadLetters(soci::session& session, const std::string& dialogue,
                                          std::optional<int64_t> invitation_id = std::nullopt);
std::vector<InvitationStep> ReadSteps(soci::session& session, const std::string& dialogue,
                                      std::optional<int64_t> invitation_id = std::nullopt);
// Enter one with the next id, which they set.
void AddLetter(soci::session& session, InvitationLetter& letter);
void AddStep(soci::session& session, InvitationStep& step);

}  // namespace baophu::contribution::dialogue_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_STORE_DIALOGUE_STORE_H_
