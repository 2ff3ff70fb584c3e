#ifndef BAOPHU_SERVICES_TARGET_AREA_TABLE_ASKED_PLAN_H_
#define BAOPHU_SERVICES_TARGET_AREA_TABLE_ASKED_PLAN_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/target/coverage_report/report_rules.h"
#include "services/target/indicators/indicator_catalogue.h"
#include "services/target/plans/plan_rules.h"

namespace baophu::target {

// Which of an area's own plans is asked about.
struct AskedPlan {
  const Indicator* indicator = nullptr;  // Not null once it is read.
  std::string assigner;
  PlanKind kind = PlanKind::kAssigned;
  std::string base;  // Of a ratio; empty for a number.
};

// What a request says of it: codes, those left out are empty.
struct AskedPlanText {
  std::string indicator;
  std::string assigner;  // Empty: the national agency.
  std::string kind;      // Empty: ASSIGNED.
  std::string base;      // Empty: a number.
};

// INVALID_ARGUMENT names the field, behind `prefix`.
absl::StatusOr<AskedPlan> ReadAskedPlan(const IndicatorCatalogue& catalogue,
                                        const AskedPlanText& text, const std::string& prefix);

// The version of one area's input that is valid in its month; null when it has none.
const PlanVersion* FindAskedPlan(const ReportInput& input, const IndicatorCatalogue& catalogue,
                                 const AskedPlan& asked);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_AREA_TABLE_ASKED_PLAN_H_
