#include "services/cli/import/rows/import_kind.h"

#include "absl/strings/str_join.h"

namespace baophu::cli {

const std::vector<ImportKind>& ImportKinds() {
  static const auto* const kKinds = new std::vector<ImportKind>{
      {"areas", Service::kParticipant, {"code", "level", "name", "valid_from"}},
      {"area_successions",
       Service::kParticipant,
       {"predecessor_code", "successor_code", "effective_from"}},
      {"employers",
       Service::kParticipant,
       {"tax_code|unit_code|unit_code_2025", "name", "area", "funding_type", "status",
        "status_from"}},
      {"people",
       Service::kParticipant,
       {"insurance_number|citizen_number|old_identity_number", "full_name", "birth_date", "sex"}},
      {"identifiers", Service::kParticipant, {"person", "identifier"}},
      {"movements", Service::kParticipant, {"movement_id", "person", "kind", "effective_month"}},
      {"wages",
       Service::kParticipant,
       {"person", "employer", "from_month", "wage_vnd", "rate_class", "workplace_area"}},
      {"retention_assignments",
       Service::kParticipant,
       {"person", "kind", "month", "assigned_date"}},
      {"retention_contacts",
       Service::kParticipant,
       {"person", "kind", "month", "contacted_date", "channel", "outcome"}},
      {"assessments",
       Service::kContribution,
       {"source", "external_id", "payer", "area", "period_month", "due_date",
        "retirement_vnd|sickness_vnd|accident_vnd|health_vnd|unemployment_vnd|"
        "voluntary_retirement_vnd"}},
      {"payments",
       Service::kContribution,
       {"source", "external_id", "payer", "area", "paid_date", "amount_vnd"}},
      {"collection_organisations",
       Service::kContribution,
       {"organisation", "display_name", "kind", "contract_number", "contract_from_date"}},
      {"collection_points",
       Service::kContribution,
       {"point", "valid_from", "organisation", "commune"}},
      {"collectors",
       Service::kContribution,
       {"collector", "organisation", "point", "card_number", "card_from_date", "card_through_date",
        "areas"}},
      {"cooperative_invitations",
       Service::kContribution,
       {"invitation", "cooperative", "area", "invited_date"}},
      {"organisation_sessions", Service::kContribution, {"session", "organisation", "held_date"}},
      {"receipt_books",
       Service::kContribution,
       {"series", "first_number", "last_number", "issued_date", "collector|organisation"}},
      {"self_payments",
       Service::kContribution,
       {"source", "external_id", "payer", "area", "paid_date", "amount_vnd"}},
      {"receipt_voids", Service::kContribution, {"series", "number", "void_date", "reason"}},
      {"handovers",
       Service::kContribution,
       {"handover", "collector|organisation", "handed_date", "amount_vnd", "series"}},
      {"collector_quotas",
       Service::kContribution,
       {"holder_kind", "holder", "period", "goal", "people"}},
      {"bank_statements",
       Service::kContribution,
       {"source", "reference", "area", "value_date", "amount", "currency"}},
      {"dialogues", Service::kContribution, {"dialogue", "area", "held_date"}},
      {"dialogue_invitations", Service::kContribution, {"dialogue", "employer"}},
      {"plans",
       Service::kTarget,
       {"assigner", "decision", "year", "area", "indicator", "kind", "value|percent",
        "valid_from"}},
      {"milestones", Service::kTarget, {"assigner", "area", "indicator", "kind", "date", "value"}},
      {"programmes",
       Service::kTarget,
       {"programme_id", "kind", "area", "title", "first_date", "last_date"}},
      {"denominators", Service::kTarget, {"base", "area", "value", "valid_from"}},
  };
  return *kKinds;
}

const ImportKind* FindImportKind(std::string_view name) {
  for (const ImportKind& kind : ImportKinds()) {
    if (name == kind.name) return &kind;
  }
  return nullptr;
}

std::string ImportKindNames() {
  return absl::StrJoin(ImportKinds(), ", ",
                       [](std::string* out, const ImportKind& kind) { out->append(kind.name); });
}

const char* ServiceName(Service service) {
  switch (service) {
    case Service::kParticipant:
      return "participant";
    case Service::kContribution:
      return "contribution";
    case Service::kTarget:
      return "target";
  }
  return "";
}

}  // namespace baophu::cli
