#include "services/contribution/dialogues/dialogue_message_service.h"

#include <google/protobuf/util/time_util.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "common/money/percent.h"
#include "services/contribution/dialogues/dialogue_request_service.h"

namespace baophu::contribution {
namespace {

using google::protobuf::util::TimeUtil;

std::string Text(const std::optional<Day>& day) { return day.has_value() ? day->ToString() : ""; }

std::string OfficerName(const std::string& officer) {
  return officer.empty() ? "" : "officers/" + officer;
}

std::string LegalStepName(const Invitation& invitation, int64_t step_id) {
  if (step_id == 0) return "";
  return absl::StrCat(invitation.employer.ToName(), "/legalSteps/", step_id);
}

std::string Percent(int64_t part, int64_t whole) {
  return whole > 0 ? PercentText({part, whole}) : "";
}

}  // namespace

void WriteDialogue(const Dialogue& dialogue, v1::Dialogue& message) {
  message.set_name("dialogues/" + dialogue.code);
  message.set_area(dialogue.area.ToString());
  message.set_held_date(dialogue.held.ToString());
  message.set_place(dialogue.place);
  message.set_display_name(dialogue.display_name);
  for (const std::string& organiser : dialogue.organisers) message.add_organisers(organiser);
  for (const std::string& partner : dialogue.partners) message.add_partners(partner);
  message.set_cancelled(dialogue.cancelled);
  message.set_cancel_reason(dialogue.cancel_reason);
  message.set_minutes_number(dialogue.minutes_number);
  message.set_minutes_date(Text(dialogue.minutes_day));
  message.set_minutes_summary(dialogue.minutes_summary);
  *message.mutable_recorded_time() = TimeUtil::MicrosecondsToTimestamp(dialogue.recorded_us);
}

void WriteInvitation(const Invitation& invitation, v1::DialogueInvitation& message) {
  if (invitation.invitation_id != 0) {
    message.set_name(ToName(invitation));
    *message.mutable_recorded_time() = TimeUtil::MicrosecondsToTimestamp(invitation.recorded_us);
  }
  message.set_employer(invitation.employer.ToName());
  message.set_walk_in(invitation.walk_in());
  message.set_invited_date(Text(invitation.invited));
  message.set_debt_date(invitation.debt.day.ToString());
  message.set_owed_vnd(invitation.debt.owed.amount_vnd());
  message.set_oldest_due_date(Text(invitation.debt.oldest_due));
  message.set_area(invitation.debt.area.ToString());
  message.set_arrears_class(invitation.debt.arrears_class);
  message.set_officer(OfficerName(invitation.debt.officer));
  message.set_ledger_revision(invitation.debt.revision);
  message.set_attendance(std::string(AttendanceText(invitation.attendance)));
  if (invitation.commitment.has_value()) {
    message.set_committed_vnd(invitation.commitment->amount.amount_vnd());
    message.set_committed_date(invitation.commitment->made.ToString());
    message.set_commit_by_date(invitation.commitment->by.ToString());
  }
  message.set_annulled(invitation.annulled);
  message.set_note(invitation.note);
}

void WriteLetter(const Invitation& invitation, const InvitationLetter& letter,
                 v1::DialogueLetter& message) {
  message.set_letter_kind(letter.reminder ? "REMINDER" : "INVITATION");
  message.set_letter_number(letter.number);
  message.set_letter_date(letter.day.ToString());
  message.set_letter_delivered_date(Text(letter.delivered));
  message.set_legal_step(LegalStepName(invitation, letter.legal_step));
  *message.mutable_recorded_time() = TimeUtil::MicrosecondsToTimestamp(letter.recorded_us);
}

void WriteStep(const Invitation& invitation, const InvitationStep& step,
               v1::DialogueStep& message) {
  message.set_kind(step.kind);
  message.set_officer(OfficerName(step.officer));
  message.set_due_date(step.due.ToString());
  message.set_date(Text(step.taken));
  message.set_number(step.number);
  message.set_team(step.team);
  message.set_findings(step.findings);
  message.set_amount_vnd(step.amount.amount_vnd());
  message.set_deadline_date(Text(step.deadline));
  message.set_result(step.result);
  message.set_legal_step(LegalStepName(invitation, step.legal_step));
  *message.mutable_recorded_time() = TimeUtil::MicrosecondsToTimestamp(step.recorded_us);
}

void WriteOutcome(const InvitationOutcome& outcome, std::span<const NextDialogueStep> next,
                  const std::string& officer, v1::DialogueOutcome& message) {
  message.set_collected_vnd(outcome.collected.amount_vnd());
  message.set_recovered_vnd(outcome.recovered.amount_vnd());
  message.set_claimed_elsewhere_vnd(outcome.claimed_elsewhere.amount_vnd());
  message.set_commitment_state(std::string(CommitmentStateText(outcome.state)));
  message.set_commitment_paid_vnd(outcome.commitment_paid.amount_vnd());
  for (const NextDialogueStep& step : next) {
    v1::DialogueNextStep* written = message.add_next_steps();
    written->set_kind(step.rule->kind);
    written->set_display_name(step.rule->name);
    written->set_due_date(step.due.ToString());
    written->set_officer(OfficerName(step.officer.empty() ? officer : step.officer));
  }
}

void WriteFigures(const DialogueFigures& figures, v1::DialogueFigures& message) {
  message.set_invitation_count(figures.invitation_count);
  message.set_employer_count(figures.employer_count);
  message.set_owed_vnd(figures.owed.amount_vnd());
  message.set_attended_count(figures.attended_count);
  message.set_attended_percent(Percent(figures.attended_count, figures.employer_count));
  message.set_payer_count(figures.payer_count);
  message.set_payer_percent(Percent(figures.payer_count, figures.employer_count));
  message.set_collected_vnd(figures.collected.amount_vnd());
  message.set_recovered_vnd(figures.recovered.amount_vnd());
  message.set_recovery_percent(Percent(figures.recovered.amount_vnd(), figures.owed.amount_vnd()));
  message.set_claimed_elsewhere_vnd(figures.claimed_elsewhere.amount_vnd());
  message.set_commitment_count(figures.commitment_count);
  message.set_committed_vnd(figures.committed.amount_vnd());
  message.set_commitment_paid_vnd(figures.commitment_paid.amount_vnd());
  message.set_open_count(figures.open_count);
  message.set_kept_count(figures.kept_count);
  message.set_partly_count(figures.partly_count);
  message.set_broken_count(figures.broken_count);
}

void WriteWindow(const AttributionWindow& window, Day as_of, v1::DialogueWindow& message) {
  message.set_window(std::string(WindowKindText(window.kind)));
  message.set_window_days(window.days_after);
  message.set_as_of(as_of.ToString());
}

}  // namespace baophu::contribution
