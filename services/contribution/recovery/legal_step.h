#ifndef BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_LEGAL_STEP_H_
#define BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_LEGAL_STEP_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/month/month.h"
#include "services/contribution/law/dated_table.h"
#include "services/contribution/law/rule_file.h"
#include "services/contribution/ledger/payer_id.h"

// Steps that are taken against an employer that is late, and which one is next by
// the procedure of the day, as legal_steps.csv dates it. Pure.
namespace baophu::contribution {

// Numbered as in table legal_step.
enum class LegalStepKind {
  kWrittenDemand = 1,  // First written demand of the collection office.
  kSecondDemand = 2,
  kHandOver = 3,    // To the desk that recovers debts.
  kMinutes = 4,     // Minutes of the debt, form C05-TS.
  kInspection = 5,  // Decision to inspect.
  kReminder = 6,    // Written reminder of the authority (đôn đốc, art 35 of Law 41/2024).
};

// The names without the k, as WRITTEN_DEMAND.
std::string_view LegalStepKindText(LegalStepKind kind);
std::optional<LegalStepKind> ParseLegalStepKind(std::string_view text);

// A step that was taken, as a document.
struct LegalStep {
  int64_t step_id = 0;
  PayerId employer;
  LegalStepKind kind = LegalStepKind::kWrittenDemand;
  Day day;                       // Of the document.
  std::optional<Day> delivered;  // Where it is known.
  int64_t annuls = 0;            // The step that this one takes back; 0 for none.
  int64_t recorded_us = 0;       // Since 1970-01-01 UTC.
  std::string number;            // Of the document.
  std::string note;
};

// Those that are in force at the end of a day: dated up to it and not taken back.
std::vector<LegalStep> StepsInForce(std::span<const LegalStep> steps, Day as_of);
// Days of the written reminders among steps.
std::vector<Day> RemindersOf(std::span<const LegalStep> steps);

// When a step is to be taken: once the oldest debt is `late_months` whole months
// old, and `wait_days` after the step before, or after that age where there is
// none.
struct LegalStepRule {
  LegalStepKind kind = LegalStepKind::kWrittenDemand;
  std::optional<LegalStepKind> after;
  int32_t late_months = 0;
  int32_t wait_days = 0;
  std::string name;
};

struct NextLegalStep {
  const LegalStepRule* rule = nullptr;
  Day day;  // From which on it is to be taken; may be past.
};

// The rules by month. Immutable, so safe to share between threads.
class LegalStepRules {
 public:
  // Reads legal_steps.csv among `files`.
  static absl::StatusOr<LegalStepRules> Build(const std::vector<RuleFile>& files);

  // The step that is to be taken first of those that are not taken yet since the
  // oldest debt fell due; nothing when all are. `in_force` are one employer's, and
  // the rules those of the month of `as_of`. Lives as long as this.
  std::optional<NextLegalStep> Next(Day oldest_due, std::span<const LegalStep> in_force,
                                    Day as_of) const;
  // Days that are left after a step before the one that follows it; 0 where none
  // does.
  int32_t WaitAfter(LegalStepKind kind, Month month) const;
  // The rule of a kind; null when it has none in the month.
  const LegalStepRule* Find(LegalStepKind kind, Month month) const;

 private:
  using Table = DatedTable<LegalStepKind, LegalStepRule>;

  explicit LegalStepRules(Table table) : table_(std::move(table)) {}

  Table table_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_RECOVERY_LEGAL_STEP_H_
