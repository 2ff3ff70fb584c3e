#include "services/contribution/dialogues/rules/dialogue_law.h"

#include <algorithm>
#include <map>
#include <utility>

#include "common/status/try.h"
#include "services/contribution/law/rule_reader.h"

namespace baophu::contribution {
namespace {

constexpr int64_t kMostStages = 20;
constexpr int64_t kMostWaitDays = 3'650;

absl::StatusOr<std::string> ReadCode(const RowReader& row, const std::string& column) {
  const std::string& code = row.Text(column);
  if (!code.empty()) return code;
  return absl::InvalidArgumentError(
      absl::StrCat(column, " is empty; write a code in capital letters"));
}

absl::StatusOr<DialogueStepRule> ReadStep(const RuleFile& file, const RuleRow& row) {
  const RowReader reader(file, row);
  DialogueStepRule rule;
  rule.kind = reader.Text("step");
  if (rule.kind.empty()) return row.place.Fault("step is empty", "write a code as REMINDER");
  BAOPHU_ASSIGN(const int64_t stage, reader.Number("stage", 1, kMostStages));
  BAOPHU_ASSIGN(const int64_t wait_days, reader.Number("wait_days", 0, kMostWaitDays));
  rule.stage = static_cast<int32_t>(stage);
  rule.wait_days = static_cast<int32_t>(wait_days);
  if (const std::string& text = reader.Text("legal_step"); !text.empty()) {
    rule.legal_step = ParseLegalStepKind(text);
    if (!rule.legal_step.has_value()) {
      return row.place.Fault("legal_step is \"" + text + "\"",
                             "write a step of legal_steps.csv, or nothing");
    }
  }
  BAOPHU_ASSIGN(rule.needs_decision, reader.Word<bool>("decision", {{"YES", true}, {"NO", false}}));
  rule.name = reader.Text("name");
  return rule;
}

template <typename Table>
std::vector<std::string> CodesOf(const Table& table, Month month) {
  std::vector<std::string> codes;
  for (const auto& [code, rows] : table.rows()) {
    if (table.Find(code, month) != nullptr) codes.push_back(code);
  }
  return codes;
}

}  // namespace

absl::StatusOr<DialogueLaw> DialogueLaw::Build(const std::vector<RuleFile>& files) {
  const RuleFile& step_file = FileOf(files, "dialogue_steps");
  std::vector<StepTable::Row> step_rows;
  for (const RuleRow& row : step_file.rows) {
    BAOPHU_ASSIGN(DialogueStepRule rule, ReadStep(step_file, row));
    std::string kind = rule.kind;
    step_rows.push_back({row.place, std::move(kind), std::move(rule), row.validity});
  }
  BAOPHU_ASSIGN(StepTable steps, StepTable::Build(std::move(step_rows)));
  PartnerTable partners;
  BAOPHU_TRY(Fill(
      partners, FileOf(files, "dialogue_partners"),
      [](const RowReader& row) { return ReadCode(row, "partner"); },
      [](const RowReader& row) -> absl::StatusOr<std::string> { return row.Text("name"); }));
  return DialogueLaw(std::move(steps), std::move(partners));
}

bool DialogueLaw::HasPartner(const std::string& partner, Month month) const {
  return partners_.Find(partner, month) != nullptr;
}

std::vector<std::string> DialogueLaw::Partners(Month month) const {
  return CodesOf(partners_, month);
}

const DialogueStepRule* DialogueLaw::FindStep(const std::string& kind, Month month) const {
  const auto* row = steps_.Find(kind, month);
  return row == nullptr ? nullptr : &row->value;
}

std::vector<std::string> DialogueLaw::Steps(Month month) const { return CodesOf(steps_, month); }

std::vector<NextDialogueStep> DialogueLaw::Next(Day commitment_by,
                                                std::span<const InvitationStep> steps,
                                                Day as_of) const {
  const auto step_of = [&](const DialogueStepRule& rule) -> const InvitationStep* {
    for (const InvitationStep& step : steps) {
      if (step.kind == rule.kind) return &step;
    }
    return nullptr;
  };
  std::map<int32_t, std::vector<const DialogueStepRule*>> stages;
  for (const auto& [kind, rows] : steps_.rows()) {
    const DialogueStepRule* const rule = FindStep(kind, as_of.month());
    if (rule != nullptr) stages[rule->stage].push_back(rule);
  }
  Day since = commitment_by;
  for (const auto& [stage, rules] : stages) {
    std::optional<Day> taken;
    std::vector<NextDialogueStep> planned;
    std::vector<NextDialogueStep> open;
    for (const DialogueStepRule* rule : rules) {
      const InvitationStep* const step = step_of(*rule);
      if (step == nullptr) {
        open.push_back({rule, Day::FromNumber(since.number() + rule->wait_days), ""});
      } else if (step->taken.has_value() && *step->taken <= as_of) {
        taken = std::max(taken.value_or(*step->taken), *step->taken);
      } else {
        planned.push_back({rule, step->due, step->officer});
      }
    }
    if (!taken.has_value()) return planned.empty() ? open : planned;
    since = *taken;
  }
  return {};
}

std::vector<InvitationStep> NewestSteps(std::span<const InvitationStep> steps) {
  std::map<std::string, const InvitationStep*> newest;
  for (const InvitationStep& step : steps) {
    const InvitationStep*& kept = newest[step.kind];
    if (kept == nullptr || kept->step_id < step.step_id) kept = &step;
  }
  std::vector<InvitationStep> kept;
  for (const auto& [kind, step] : newest) kept.push_back(*step);
  return kept;
}

}  // namespace baophu::contribution
