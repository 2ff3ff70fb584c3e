#include "services/contribution/dialogues/rules/invitation_rules.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/fault.h"
#include "common/status/try.h"

namespace baophu::contribution {
namespace {

constexpr size_t kMostCodeChars = 40;

absl::Status Unmet(const char* reason, const char* field, const std::string& problem,
                   const std::string& remedy) {
  return FaultStatus(absl::StatusCode::kFailedPrecondition, reason, field, problem, remedy);
}

absl::Status CheckNotCancelled(const Dialogue& dialogue) {
  if (!dialogue.cancelled) return absl::OkStatus();
  return Unmet("DIALOGUE_CANCELLED", "dialogue", "the session was cancelled",
               "use another session");
}

absl::Status CheckNotAnnulled(const Invitation& invitation) {
  if (!invitation.annulled) return absl::OkStatus();
  return Unmet("INVITATION_ANNULLED", "name", "the invitation was taken back",
               "invite the employer again");
}

absl::Status CheckHeld(const Dialogue& dialogue, Day today) {
  if (dialogue.held <= today) return absl::OkStatus();
  return Unmet("NOT_HELD_YET", "dialogue",
               absl::StrCat("the session is on ", dialogue.held.ToString()),
               "record what happened there once it was held");
}

absl::Status CheckPast(const char* field, Day day, Day today) {
  if (day <= today) return absl::OkStatus();
  return InvalidField(field, absl::StrCat("is after today in Vietnam, ", today.ToString()),
                      "send a day that has come");
}

absl::Status CheckStatedAmount(const char* field, Vnd amount) {
  if (amount >= Vnd()) return absl::OkStatus();
  return InvalidField(field, "is below zero", "send an amount in đồng");
}

Invitation InvitationOf(const Dialogue& dialogue, PayerId employer, const FrozenDebt& debt) {
  Invitation invitation;
  invitation.dialogue = dialogue.code;
  invitation.employer = employer;
  invitation.debt = debt;
  return invitation;
}

}  // namespace

absl::Status CheckDialogueCode(const std::string& field, const std::string& code) {
  const bool valid = !code.empty() && code.size() <= kMostCodeChars &&
                     std::all_of(code.begin(), code.end(), [](unsigned char c) {
                       return absl::ascii_isalnum(c) || c == '.' || c == '-' || c == '_';
                     });
  if (valid) return absl::OkStatus();
  return InvalidField(field, "is not the code of a session",
                      "send 1 to 40 letters, digits, dots, dashes and low lines, as HN-2024-07");
}

absl::Status CheckDialogue(const Dialogue& dialogue, const AreaCatalogue& areas,
                           const DialogueLaw& law) {
  const Month month = dialogue.held.month();
  if (areas.Find(dialogue.area, month) == nullptr) {
    return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_AREA", "area",
                       absl::StrCat("no area has this code in ", month.ToString()),
                       "send the code of an area in the month of the session");
  }
  for (const std::string& partner : dialogue.partners) {
    if (law.HasPartner(partner, month)) continue;
    return InvalidField("partners", absl::StrCat("\"", partner, "\" is unknown"),
                        absl::StrCat("send ", absl::StrJoin(law.Partners(month), ", ")));
  }
  return absl::OkStatus();
}

absl::Status CheckMinutes(const Dialogue& dialogue, Day today) {
  BAOPHU_TRY(CheckNotCancelled(dialogue));
  BAOPHU_TRY(CheckHeld(dialogue, today));
  if (dialogue.minutes_number.empty()) {
    return InvalidField("minutes_number", "is empty", "send the number of the minutes");
  }
  if (!dialogue.minutes_day.has_value()) {
    return InvalidField("minutes_date", "is missing", "send the day of the minutes");
  }
  if (*dialogue.minutes_day < dialogue.held) {
    return InvalidField("minutes_date", "is before the session", "send the day of the minutes");
  }
  return CheckPast("minutes_date", *dialogue.minutes_day, today);
}

absl::StatusOr<Invitation> Invite(const Dialogue& dialogue, PayerId employer,
                                  const FrozenDebt& debt, Day invited, Day today) {
  BAOPHU_TRY(CheckNotCancelled(dialogue));
  BAOPHU_TRY(CheckPast("invited_date", invited, today));
  if (invited > dialogue.held) {
    return InvalidField(
        "invited_date", absl::StrCat("is after the session on ", dialogue.held.ToString()),
        "send the day of the invitation, or record who came without one as a walk-in");
  }
  BAOPHU_TRY(CheckStatedAmount("owed_vnd", debt.owed));
  if (debt.owed == Vnd()) {
    return Unmet("NOTHING_DUE", "employer",
                 absl::StrCat("owes no contributions that were late on ", invited.ToString()),
                 "leave it out; if it came all the same, record it as a walk-in");
  }
  Invitation invitation = InvitationOf(dialogue, employer, debt);
  invitation.invited = invited;
  return invitation;
}

absl::StatusOr<Invitation> ComeUninvited(const Dialogue& dialogue, PayerId employer,
                                         const FrozenDebt& debt, Day today) {
  BAOPHU_TRY(CheckStatedAmount("owed_vnd", debt.owed));
  Invitation invitation = InvitationOf(dialogue, employer, debt);
  BAOPHU_TRY(SetAttendance(dialogue, Attendance::kAttended, today, invitation));
  return invitation;
}

absl::Status SetAttendance(const Dialogue& dialogue, Attendance attendance, Day today,
                           Invitation& invitation) {
  BAOPHU_TRY(CheckNotCancelled(dialogue));
  BAOPHU_TRY(CheckNotAnnulled(invitation));
  BAOPHU_TRY(CheckHeld(dialogue, today));
  if (attendance == Attendance::kUnknown) {
    return InvalidField("attendance", "is empty", "send ATTENDED or ABSENT");
  }
  if (invitation.walk_in() && attendance == Attendance::kAbsent) {
    return InvalidField("attendance", "is ABSENT of an employer that was not invited",
                        "annul the row if it did not come");
  }
  invitation.attendance = attendance;
  return absl::OkStatus();
}

absl::Status SetCommitment(const Dialogue& dialogue, const Commitment& commitment, Vnd owed_then,
                           Day today, Invitation& invitation) {
  BAOPHU_TRY(CheckNotCancelled(dialogue));
  BAOPHU_TRY(CheckNotAnnulled(invitation));
  if (commitment.amount <= Vnd()) {
    return InvalidField("committed_vnd", "is zero or below",
                        "send what the employer undertook to pay, in đồng");
  }
  BAOPHU_TRY(CheckPast("committed_date", commitment.made, today));
  const Day first = invitation.invited.value_or(dialogue.held);
  if (commitment.made < first) {
    return InvalidField("committed_date",
                        absl::StrCat("is before the invitation, ", first.ToString()),
                        "send the day on which it was undertaken");
  }
  if (commitment.by < commitment.made) {
    return InvalidField("commit_by_date", "is before committed_date",
                        "send the last day on which it is to be paid");
  }
  const Vnd most = std::max(owed_then, invitation.debt.owed);
  if (commitment.amount > most) {
    return Unmet("ABOVE_DEBT", "committed_vnd",
                 absl::StrCat("is more than the ", most.amount_vnd(),
                              " đồng that the employer owed, interest included"),
                 "send at most that");
  }
  invitation.commitment = commitment;
  return absl::OkStatus();
}

absl::Status Annul(const std::string& note, Invitation& invitation) {
  BAOPHU_TRY(CheckNotAnnulled(invitation));
  invitation.annulled = true;
  invitation.note = note;
  return absl::OkStatus();
}

absl::Status CheckLetter(const InvitationLetter& letter, Day today) {
  if (letter.number.empty()) {
    return InvalidField("letter_number", "is empty", "send the number of the letter");
  }
  BAOPHU_TRY(CheckPast("letter_date", letter.day, today));
  if (!letter.delivered.has_value()) return absl::OkStatus();
  if (*letter.delivered < letter.day) {
    return InvalidField("letter_delivered_date", "is before letter_date",
                        "send the day on which the letter arrived");
  }
  return CheckPast("letter_delivered_date", *letter.delivered, today);
}

absl::Status CheckStep(const InvitationStep& step, const DialogueLaw& law, Day today) {
  const Month month = step.taken.value_or(today).month();
  const DialogueStepRule* const rule = law.FindStep(step.kind, month);
  if (rule == nullptr) {
    return InvalidField("kind",
                        absl::StrCat("\"", step.kind, "\" is no step in ", month.ToString()),
                        absl::StrCat("send ", absl::StrJoin(law.Steps(month), ", ")));
  }
  BAOPHU_TRY(CheckStatedAmount("amount_vnd", step.amount));
  if (!step.taken.has_value()) {
    if (step.number.empty() && step.findings.empty() && step.result.empty() &&
        step.amount == Vnd() && !step.deadline.has_value()) {
      return absl::OkStatus();
    }
    return InvalidField("date", "is missing although the step was taken",
                        "send the day of the decision or document");
  }
  BAOPHU_TRY(CheckPast("date", *step.taken, today));
  if (step.number.empty()) {
    return InvalidField("number", "is empty", "send the number of the decision or document");
  }
  if (rule->needs_decision && step.team.empty()) {
    return InvalidField("team", "is empty", "send which offices the team is of");
  }
  if (step.deadline.has_value() && *step.deadline < *step.taken) {
    return InvalidField("deadline_date", "is before date",
                        "send the day by which the amount is to be paid");
  }
  return absl::OkStatus();
}

}  // namespace baophu::contribution
