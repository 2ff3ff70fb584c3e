#ifndef BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DIALOGUE_REQUEST_SERVICE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DIALOGUE_REQUEST_SERVICE_H_

#include <baophu/contribution/v1/dialogue.pb.h>
#include <baophu/contribution/v1/import_service.pb.h>

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "services/contribution/dialogues/rules/attribution.h"
#include "services/contribution/dialogues/rules/dialogue.h"

// What requests and rows about sessions name. INVALID_ARGUMENT names the field.
namespace baophu::contribution {

// The code in `dialogues/{code}`.
absl::StatusOr<std::string> ReadDialogueName(const std::string& field, const std::string& name);

struct InvitationName {
  std::string dialogue;
  int64_t invitation_id = 0;
};
// Reads `dialogues/{code}/invitations/{id}`.
absl::StatusOr<InvitationName> ReadInvitationName(const std::string& name);
std::string ToName(const Invitation& invitation);

// Text in normal form, at most so many bytes; may be empty.
absl::StatusOr<std::string> ReadText(const std::string& field, const std::string& text,
                                     size_t most_bytes);
// Nothing for an empty text.
absl::StatusOr<std::optional<Day>> ReadOptionalDay(const std::string& field,
                                                   const std::string& text);

// Area, day, texts and bodies of a session as they are sent; nothing else is filled in.
absl::StatusOr<Dialogue> ReadDialogue(const v1::Dialogue& message);
absl::StatusOr<Dialogue> ReadDialogue(const v1::DialogueRow& row);

// Reads the parts of a letter. Its kind is INVITATION where that is empty.
struct LetterInput {
  const std::string& kind;
  const std::string& number;
  const std::string& date;
  const std::string& delivered_date;
};
absl::StatusOr<InvitationLetter> ReadLetter(const LetterInput& input);
absl::StatusOr<InvitationStep> ReadStep(const v1::DialogueStep& message);

// Empty and 0: AFTER_SESSION and 30 days.
absl::StatusOr<AttributionWindow> ReadWindow(const std::string& window, int32_t window_days);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_DIALOGUE_REQUEST_SERVICE_H_
