#include "services/target/area_table/asked_plan.h"

#include "common/status/fault.h"

namespace baophu::target {

absl::StatusOr<AskedPlan> ReadAskedPlan(const IndicatorCatalogue& catalogue,
                                        const AskedPlanText& text, const std::string& prefix) {
  AskedPlan asked;
  asked.indicator = catalogue.FindIndicator(text.indicator);
  if (asked.indicator == nullptr) {
    return InvalidField(prefix + "indicator", "is no indicator",
                        "send a code that GET /v1/indicators lists");
  }
  asked.assigner = text.assigner;
  for (const Assigner& assigner : catalogue.assigners()) {
    if (text.assigner.empty() && assigner.national) asked.assigner = assigner.code;
  }
  if (catalogue.FindAssigner(asked.assigner) == nullptr) {
    return InvalidField(prefix + "assigner", "is no assigner",
                        "send a code of assigners.csv, or leave it out for the national agency");
  }
  if (text.kind == PlanKindText(PlanKind::kCommitment)) {
    asked.kind = PlanKind::kCommitment;
  } else if (!text.kind.empty() && text.kind != PlanKindText(PlanKind::kAssigned)) {
    return InvalidField(prefix + "kind", "is no kind of plan", "send ASSIGNED or COMMITMENT");
  }
  asked.base = text.base;
  if (!asked.base.empty() && catalogue.FindBase(asked.base) == nullptr) {
    return InvalidField(prefix + "base", "is no base",
                        "send a code that GET /v1/bases lists, or leave it out for a number");
  }
  return asked;
}

const PlanVersion* FindAskedPlan(const ReportInput& input, const IndicatorCatalogue& catalogue,
                                 const AskedPlan& asked) {
  for (const PlanVersion* plan : ValidPlans(input, catalogue, asked.indicator->code, input.month)) {
    if (plan->assigner == asked.assigner && plan->kind == asked.kind && plan->base == asked.base) {
      return plan;
    }
  }
  return nullptr;
}

}  // namespace baophu::target
