#include "services/contribution/law/rule_file.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/csv/csv_table.h"
#include "common/status/try.h"

namespace baophu::contribution {
namespace {

absl::StatusOr<Month> ReadMonth(const CsvPlace& place, const std::string& column,
                                const std::string& text) {
  const absl::StatusOr<Month> month = Month::Parse(text);
  if (month.ok()) return month;
  return place.Fault(absl::StrCat(column, " is \"", text, "\""), "write a month as 2024-09");
}

absl::StatusOr<Validity> ReadValidity(const CsvPlace& place, const std::string& from,
                                      const std::string& to, const std::string& source) {
  Validity validity;
  BAOPHU_ASSIGN(validity.from, ReadMonth(place, "valid_from", from));
  if (!to.empty()) {
    BAOPHU_ASSIGN(validity.through, ReadMonth(place, "valid_to", to));
  }
  if (validity.through < validity.from) {
    return place.Fault("valid_to is before valid_from", "swap them or leave valid_to empty");
  }
  if (source.empty()) {
    return place.Fault("source is empty", "name the legal text, or write: assumed for the sample");
  }
  validity.source = source;
  return validity;
}

}  // namespace

const std::vector<RuleFile>& RuleTables() {
  static const auto* const kTables = new std::vector<RuleFile>{
      {"allocation_order", "allocation_order.csv", {"fund", "rank"}, {}},
      {"arrears_classes",
       "arrears_classes.csv",
       {"class", "status", "from_months", "over_days", "needs_reminder", "name", "other_name"},
       {}},
      {"base_salary", "base_salary.csv", {"amount_vnd"}, {}},
      {"caps", "caps.csv", {"fund", "funding_type", "base", "multiple"}, {}},
      {"collection_organisation_kinds", "collection_organisation_kinds.csv", {"kind", "name"}, {}},
      {"collection_point_codes", "collection_point_codes.csv", {"scheme", "parts"}, {}},
      {"collection_terms", "collection_terms.csv", {"term", "months"}, {}},
      {"collector_village_roles", "collector_village_roles.csv", {"role", "name"}, {}},
      {"commission_rates", "commission_rates.csv", {"scheme", "kind", "rate_bp"}, {}},
      {"dialogue_partners", "dialogue_partners.csv", {"partner", "name"}, {}},
      {"dialogue_steps",
       "dialogue_steps.csv",
       {"step", "stage", "wait_days", "legal_step", "decision", "name"},
       {}},
      {"due_dates", "due_dates.csv", {"cycle", "months_after"}, {}},
      {"fund_yields", "fund_yields.csv", {"rate_ppm"}, {}},
      {"interest", "interest.csv", {"fund", "method", "rate_ppm"}, {}},
      {"legal_steps", "legal_steps.csv", {"step", "after", "late_months", "wait_days", "name"}, {}},
      {"minimum_wage_regions", "minimum_wage_regions.csv", {"area_code", "region"}, {}},
      {"payment_cycles", "payment_cycles.csv", {"scheme", "months", "pay_within_months"}, {}},
      {"payment_day", "payment_day.csv", {"bears_interest"}, {}},
      {"suspensions", "suspensions.csv", {"most_months"}, {}},
      {"rate_totals", "rate_totals.csv", {"rate_class", "funding_type", "total_bp"}, {}},
      {"rates", "rates.csv", {"rate_class", "funding_type", "fund", "payer", "rate_bp"}, {}},
      {"refund_reasons", "refund_reasons.csv", {"reason", "name_vi"}, {}},
      // Participant's, which asks members why they do not go on.
      {"retention_outcomes",
       "../retention_outcomes.csv",
       {"code", "name_vi", "name_en", "closes"},
       {}},
      {"retention_reasons", "../retention_reasons.csv", {"code", "name_vi", "name_en"}, {}},
      {"regional_minimum_wage", "regional_minimum_wage.csv", {"region", "amount_vnd"}, {}},
      {"voluntary_income_floor", "voluntary_income_floor.csv", {"amount_vnd"}, {}},
      {"voluntary_income_limits",
       "voluntary_income_limits.csv",
       {"ceiling_multiple", "step_vnd"},
       {}},
      {"voluntary_lump_sums",
       "voluntary_lump_sums.csv",
       {"kind", "most_months", "step_months", "supported"},
       {}},
      {"voluntary_support",
       "voluntary_support.csv",
       {"support_group", "category", "most_months"},
       {}},
      {"wage_floors", "wage_floors.csv", {"base"}, {}},
  };
  return *kTables;
}

absl::StatusOr<std::vector<RuleFile>> ReadRuleFiles(const std::string& folder) {
  std::vector<RuleFile> files = RuleTables();
  for (RuleFile& file : files) {
    BAOPHU_ASSIGN(const std::string text, ReadTextFile(absl::StrCat(folder, "/", file.file)));
    std::vector<std::string> columns = file.columns;
    columns.insert(columns.end(), {"valid_from", "valid_to", "source"});
    BAOPHU_ASSIGN(std::vector<CsvRow> rows, ParseCsv(file.file, text, columns));
    for (CsvRow& row : rows) {
      RuleRow rule;
      rule.place = {file.file, row.line};
      const size_t own = file.columns.size();
      BAOPHU_ASSIGN(rule.validity, ReadValidity(rule.place, row.cells[own], row.cells[own + 1],
                                                row.cells[own + 2]));
      row.cells.resize(own);
      rule.cells = std::move(row.cells);
      file.rows.push_back(std::move(rule));
    }
  }
  return files;
}

}  // namespace baophu::contribution
