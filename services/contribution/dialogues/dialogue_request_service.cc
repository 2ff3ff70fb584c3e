#include "services/contribution/dialogues/dialogue_request_service.h"

#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "common/text/normalise.h"
#include "services/contribution/ageing/arrears_request_service.h"
#include "services/contribution/dialogues/rules/invitation_rules.h"
#include "services/contribution/requests/day_request_service.h"

namespace baophu::contribution {
namespace {

constexpr size_t kMostNameBytes = 300;
constexpr size_t kMostNumberBytes = 100;
constexpr size_t kMostTeamBytes = 300;
constexpr size_t kMostFindingsBytes = 2'000;
constexpr size_t kMostResultBytes = 1'000;
constexpr int kMostNames = 20;
constexpr int32_t kMostWindowDays = 366;

template <typename Names>
absl::Status ReadNames(const std::string& field, const Names& sent,
                       std::vector<std::string>& names) {
  if (sent.size() > kMostNames) {
    return InvalidField(field, absl::StrCat("has ", sent.size(), " names"),
                        absl::StrCat("send at most ", kMostNames));
  }
  for (const std::string& each : sent) {
    BAOPHU_ASSIGN(std::string name, ReadText(field, each, kMostNameBytes));
    if (!name.empty()) names.push_back(std::move(name));
  }
  return absl::OkStatus();
}

// A message or a row: both call their fields alike.
template <typename Sent>
absl::StatusOr<Dialogue> ReadSent(const Sent& sent) {
  Dialogue dialogue;
  const absl::StatusOr<AreaCode> area = AreaCode::Parse(sent.area());
  if (!area.ok()) return WithField(area.status(), "area");
  dialogue.area = *area;
  BAOPHU_ASSIGN(dialogue.held, ReadDay("held_date", sent.held_date()));
  BAOPHU_ASSIGN(dialogue.place, ReadText("place", sent.place(), kMostNameBytes));
  BAOPHU_ASSIGN(dialogue.display_name,
                ReadText("display_name", sent.display_name(), kMostNameBytes));
  BAOPHU_TRY(ReadNames("organisers", sent.organisers(), dialogue.organisers));
  BAOPHU_TRY(ReadNames("partners", sent.partners(), dialogue.partners));
  return dialogue;
}

}  // namespace

absl::StatusOr<std::string> ReadDialogueName(const std::string& field, const std::string& name) {
  constexpr std::string_view kPrefix = "dialogues/";
  if (name.starts_with(kPrefix)) {
    std::string code = name.substr(kPrefix.size());
    if (CheckDialogueCode(field, code).ok()) return code;
  }
  return InvalidField(field, "is not the name of a session", "send dialogues/ and its code");
}

absl::StatusOr<InvitationName> ReadInvitationName(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  InvitationName read;
  if (parts.size() == 4 && parts[0] == "dialogues" && parts[2] == "invitations" &&
      CheckDialogueCode("name", parts[1]).ok() && absl::SimpleAtoi(parts[3], &read.invitation_id) &&
      read.invitation_id > 0) {
    read.dialogue = parts[1];
    return read;
  }
  return InvalidField("name", "is not the name of an invitation",
                      "send dialogues/, a code, /invitations/ and an id");
}

std::string ToName(const Invitation& invitation) {
  return absl::StrCat("dialogues/", invitation.dialogue, "/invitations/", invitation.invitation_id);
}

absl::StatusOr<std::string> ReadText(const std::string& field, const std::string& text,
                                     size_t most_bytes) {
  absl::StatusOr<std::string> normal = NormaliseText(text, most_bytes);
  if (!normal.ok()) return WithField(normal.status(), field);
  return normal;
}

absl::StatusOr<std::optional<Day>> ReadOptionalDay(const std::string& field,
                                                   const std::string& text) {
  if (text.empty()) return std::optional<Day>();
  BAOPHU_ASSIGN(const Day day, ReadDay(field, text));
  return std::optional<Day>(day);
}

absl::StatusOr<Dialogue> ReadDialogue(const v1::Dialogue& message) { return ReadSent(message); }

absl::StatusOr<Dialogue> ReadDialogue(const v1::DialogueRow& row) {
  BAOPHU_ASSIGN(Dialogue dialogue, ReadSent(row));
  BAOPHU_TRY(CheckDialogueCode("dialogue", row.dialogue()));
  dialogue.code = row.dialogue();
  BAOPHU_ASSIGN(dialogue.minutes_number,
                ReadText("minutes_number", row.minutes_number(), kMostNumberBytes));
  BAOPHU_ASSIGN(dialogue.minutes_day, ReadOptionalDay("minutes_date", row.minutes_date()));
  return dialogue;
}

absl::StatusOr<InvitationLetter> ReadLetter(const LetterInput& input) {
  InvitationLetter letter;
  if (input.kind != "" && input.kind != "INVITATION" && input.kind != "REMINDER") {
    return InvalidField("letter_kind", absl::StrCat("\"", input.kind, "\" is unknown"),
                        "send INVITATION or REMINDER");
  }
  letter.reminder = input.kind == "REMINDER";
  BAOPHU_ASSIGN(letter.number, ReadText("letter_number", input.number, kMostNumberBytes));
  BAOPHU_ASSIGN(letter.day, ReadDay("letter_date", input.date));
  BAOPHU_ASSIGN(letter.delivered, ReadOptionalDay("letter_delivered_date", input.delivered_date));
  return letter;
}

absl::StatusOr<InvitationStep> ReadStep(const v1::DialogueStep& message) {
  InvitationStep step;
  step.kind = message.kind();
  BAOPHU_ASSIGN(step.officer, ReadOfficerName("officer", message.officer()));
  BAOPHU_ASSIGN(step.due, ReadDay("due_date", message.due_date()));
  BAOPHU_ASSIGN(step.taken, ReadOptionalDay("date", message.date()));
  BAOPHU_ASSIGN(step.number, ReadText("number", message.number(), kMostNumberBytes));
  BAOPHU_ASSIGN(step.team, ReadText("team", message.team(), kMostTeamBytes));
  BAOPHU_ASSIGN(step.findings, ReadText("findings", message.findings(), kMostFindingsBytes));
  step.amount = Vnd(message.amount_vnd());
  BAOPHU_ASSIGN(step.deadline, ReadOptionalDay("deadline_date", message.deadline_date()));
  BAOPHU_ASSIGN(step.result, ReadText("result", message.result(), kMostResultBytes));
  return step;
}

absl::StatusOr<AttributionWindow> ReadWindow(const std::string& window, int32_t window_days) {
  AttributionWindow read;
  if (!window.empty()) {
    const std::optional<WindowKind> kind = ParseWindowKind(window);
    if (!kind.has_value()) {
      return InvalidField("window", absl::StrCat("\"", window, "\" is unknown"),
                          "send AFTER_SESSION or BEFORE_AND_AFTER");
    }
    read.kind = *kind;
  }
  if (window_days < 0 || window_days > kMostWindowDays) {
    return InvalidField("window_days", absl::StrCat("is ", window_days),
                        absl::StrCat("send 1 to ", kMostWindowDays, ", or 0 for 30"));
  }
  if (window_days > 0) read.days_after = window_days;
  return read;
}

}  // namespace baophu::contribution
