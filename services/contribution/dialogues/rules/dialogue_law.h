#ifndef BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_DIALOGUE_LAW_H_
#define BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_DIALOGUE_LAW_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/contribution/dialogues/rules/dialogue.h"
#include "services/contribution/law/dated_table.h"
#include "services/contribution/law/rule_file.h"
#include "services/contribution/recovery/legal_step.h"

// Which bodies take part in sessions, and what follows a broken commitment, as
// dialogue_partners.csv and dialogue_steps.csv date them. Pure.
namespace baophu::contribution {

// A step that may follow. Steps of one stage are alternatives: one of them is taken.
struct DialogueStepRule {
  std::string kind;  // As SPECIALISED_INSPECTION.
  int32_t stage = 1;
  int32_t wait_days = 0;  // After the step of the stage before; of the first, after the
                          // day of the commitment.
  std::optional<LegalStepKind> legal_step;  // What it is among the steps of recovery.
  bool needs_decision = false;              // Taken by a decision with a team.
  std::string name;                         // In Vietnamese.
};

// What is to be done next about a broken commitment.
struct NextDialogueStep {
  const DialogueStepRule* rule = nullptr;
  Day due;              // By when; may be past.
  std::string officer;  // Who was charged with it; empty: nobody yet.
};

// The tables by month. Immutable, so safe to share between threads.
class DialogueLaw {
 public:
  // INVALID_ARGUMENT names a row that cannot be right.
  static absl::StatusOr<DialogueLaw> Build(const std::vector<RuleFile>& files);

  bool HasPartner(const std::string& partner, Month month) const;
  // Codes that hold in a month, for messages.
  std::vector<std::string> Partners(Month month) const;
  // Null when the kind has no row in the month. Lives as long as this.
  const DialogueStepRule* FindStep(const std::string& kind, Month month) const;
  std::vector<std::string> Steps(Month month) const;

  // The steps of the first stage of which none is taken, by the rules of the month of
  // `as_of`; those that are planned stand with their own officer and day, and then
  // alone. None when all stages are done. `steps` are the newest of each kind, of one
  // invitation.
  std::vector<NextDialogueStep> Next(Day commitment_by, std::span<const InvitationStep> steps,
                                     Day as_of) const;

 private:
  using StepTable = DatedTable<std::string, DialogueStepRule>;
  using PartnerTable = DatedTable<std::string, std::string>;

  DialogueLaw(StepTable steps, PartnerTable partners)
      : steps_(std::move(steps)), partners_(std::move(partners)) {}

  StepTable steps_;
  PartnerTable partners_;  // Vietnamese names.
};

// The newest of each kind.
std::vector<InvitationStep> NewestSteps(std::span<const InvitationStep> steps);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_DIALOGUES_RULES_DIALOGUE_LAW_H_
