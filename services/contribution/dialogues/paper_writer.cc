#include "services/contribution/dialogues/paper_writer.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "services/contribution/account/known_payer.h"
#include "services/contribution/dialogues/store/dialogue_store.h"
#include "services/contribution/recovery/evidence_store.h"

namespace baophu::contribution {
namespace {

LegalStep LegalStepOf(const Invitation& invitation, LegalStepKind kind, const std::string& number,
                      Day day, std::optional<Day> delivered, int64_t now_us) {
  LegalStep step;
  step.employer = invitation.employer;
  step.kind = kind;
  step.day = day;
  step.delivered = delivered;
  step.recorded_us = now_us;
  step.number = number;
  step.note = "dialogues/" + invitation.dialogue;
  return step;
}

// Takes a legal step back, unless somebody did.
void AnnulLegalStep(soci::session& session, PayerId employer, int64_t step_id, int64_t now_us) {
  const std::vector<LegalStep> steps = evidence_store::ReadStepsOf(session, employer, kKnownNow);
  const auto annulled = [&](const LegalStep& step) { return step.annuls == step_id; };
  if (std::any_of(steps.begin(), steps.end(), annulled)) return;
  for (const LegalStep& step : steps) {
    if (step.step_id != step_id) continue;
    LegalStep annulment = step;
    annulment.annuls = step_id;
    annulment.recorded_us = now_us;
    evidence_store::AddStep(session, annulment);
  }
}

}  // namespace

bool EnterLetter(soci::session& session, const Invitation& invitation, InvitationLetter letter,
                 int64_t now_us) {
  letter.dialogue = invitation.dialogue;
  letter.invitation_id = invitation.invitation_id;
  letter.recorded_us = now_us;
  std::optional<InvitationLetter> before;
  for (const InvitationLetter& known :
       dialogue_store::ReadLetters(session, letter.dialogue, letter.invitation_id)) {
    if (known.reminder == letter.reminder && known.number == letter.number) before = known;
  }
  if (before.has_value() && before->day == letter.day && before->delivered == letter.delivered) {
    return false;
  }
  if (letter.reminder) {
    if (before.has_value()) {
      AnnulLegalStep(session, invitation.employer, before->legal_step, now_us);
    }
    letter.legal_step = evidence_store::AddStep(
        session, LegalStepOf(invitation, LegalStepKind::kReminder, letter.number, letter.day,
                             letter.delivered, now_us));
  }
  dialogue_store::AddLetter(session, letter);
  return true;
}

void EnterStep(soci::session& session, const Invitation& invitation, const DialogueStepRule& rule,
               InvitationStep step, int64_t now_us) {
  step.dialogue = invitation.dialogue;
  step.invitation_id = invitation.invitation_id;
  step.recorded_us = now_us;
  if (step.taken.has_value() && rule.legal_step.has_value()) {
    for (const InvitationStep& known :
         dialogue_store::ReadSteps(session, step.dialogue, step.invitation_id)) {
      if (known.kind == step.kind && known.number == step.number && known.taken == step.taken) {
        step.legal_step = known.legal_step;
      }
    }
    if (step.legal_step == 0) {
      step.legal_step =
          evidence_store::AddStep(session, LegalStepOf(invitation, *rule.legal_step, step.number,
                                                       *step.taken, std::nullopt, now_us));
    }
  }
  dialogue_store::AddStep(session, step);
}

}  // namespace baophu::contribution
