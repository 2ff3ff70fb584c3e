#include "services/contribution/recovery/legal_step.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "common/csv/csv_place.h"
#include "common/status/try.h"
#include "services/contribution/account/age.h"

namespace baophu::contribution {
namespace {

constexpr int64_t kMostMonths = 120;
constexpr int64_t kMostDays = 3'650;

const CsvWords<LegalStepKind>& KindWords() {
  static const auto* const kWords =
      new CsvWords<LegalStepKind>{{"WRITTEN_DEMAND", LegalStepKind::kWrittenDemand},
                                  {"SECOND_DEMAND", LegalStepKind::kSecondDemand},
                                  {"HAND_OVER", LegalStepKind::kHandOver},
                                  {"MINUTES", LegalStepKind::kMinutes},
                                  {"INSPECTION", LegalStepKind::kInspection},
                                  {"REMINDER", LegalStepKind::kReminder}};
  return *kWords;
}

absl::StatusOr<LegalStepRule> ReadRule(const RuleRow& row) {
  LegalStepRule rule;
  BAOPHU_ASSIGN(rule.kind, ChooseWord(row.place, "step", row.cells[0], KindWords()));
  if (!row.cells[1].empty()) {
    BAOPHU_ASSIGN(rule.after, ChooseWord(row.place, "after", row.cells[1], KindWords()));
  }
  BAOPHU_ASSIGN(const int64_t months,
                WholeNumber(row.place, "late_months", row.cells[2], 0, kMostMonths));
  BAOPHU_ASSIGN(const int64_t days,
                WholeNumber(row.place, "wait_days", row.cells[3], 0, kMostDays));
  rule.late_months = static_cast<int32_t>(months);
  rule.wait_days = static_cast<int32_t>(days);
  rule.name = row.cells[4];
  return rule;
}

// The newest day of a kind since the debt fell due.
std::optional<Day> TakenOn(LegalStepKind kind, Day oldest_due, std::span<const LegalStep> steps) {
  std::optional<Day> taken;
  for (const LegalStep& step : steps) {
    if (step.kind == kind && step.day > oldest_due)
      taken = std::max(taken.value_or(step.day), step.day);
  }
  return taken;
}

}  // namespace

std::string_view LegalStepKindText(LegalStepKind kind) {
  for (const auto& [text, value] : KindWords()) {
    if (value == kind) return text;
  }
  return "";
}

std::optional<LegalStepKind> ParseLegalStepKind(std::string_view text) {
  for (const auto& [word, value] : KindWords()) {
    if (word == text) return value;
  }
  return std::nullopt;
}

std::vector<LegalStep> StepsInForce(std::span<const LegalStep> steps, Day as_of) {
  absl::flat_hash_set<int64_t> annulled;
  for (const LegalStep& step : steps) annulled.insert(step.annuls);
  std::vector<LegalStep> in_force;
  for (const LegalStep& step : steps) {
    if (step.annuls != 0 || step.day > as_of || annulled.contains(step.step_id)) continue;
    in_force.push_back(step);
  }
  return in_force;
}

std::vector<Day> RemindersOf(std::span<const LegalStep> steps) {
  std::vector<Day> days;
  for (const LegalStep& step : steps) {
    if (step.kind == LegalStepKind::kReminder) days.push_back(step.day);
  }
  return days;
}

absl::StatusOr<LegalStepRules> LegalStepRules::Build(const std::vector<RuleFile>& files) {
  std::vector<Table::Row> rows;
  for (const RuleFile& file : files) {
    if (file.table != "legal_steps") continue;
    for (const RuleRow& row : file.rows) {
      BAOPHU_ASSIGN(LegalStepRule rule, ReadRule(row));
      const LegalStepKind kind = rule.kind;
      rows.push_back({row.place, kind, std::move(rule), row.validity});
    }
  }
  BAOPHU_ASSIGN(Table table, Table::Build(std::move(rows)));
  return LegalStepRules(std::move(table));
}

std::optional<NextLegalStep> LegalStepRules::Next(Day oldest_due,
                                                  std::span<const LegalStep> in_force,
                                                  Day as_of) const {
  std::optional<NextLegalStep> next;
  for (const auto& [kind, rows] : table_.rows()) {
    const LegalStepRule* const rule = Find(kind, as_of.month());
    if (rule == nullptr || TakenOn(kind, oldest_due, in_force).has_value()) continue;
    Day day = MonthsAfter(oldest_due, rule->late_months);
    if (rule->after.has_value()) {
      const std::optional<Day> before = TakenOn(*rule->after, oldest_due, in_force);
      if (!before.has_value()) continue;
      day = std::max(day, Day::FromNumber(before->number() + rule->wait_days));
    } else {
      day = Day::FromNumber(day.number() + rule->wait_days);
    }
    if (!next.has_value() || day < next->day) next = {rule, day};
  }
  return next;
}

int32_t LegalStepRules::WaitAfter(LegalStepKind kind, Month month) const {
  for (const auto& [next, rows] : table_.rows()) {
    const LegalStepRule* const rule = Find(next, month);
    if (rule != nullptr && rule->after == kind) return rule->wait_days;
  }
  return 0;
}

const LegalStepRule* LegalStepRules::Find(LegalStepKind kind, Month month) const {
  const auto* row = table_.Find(kind, month);
  return row == nullptr ? nullptr : &row->value;
}

}  // namespace baophu::contribution
