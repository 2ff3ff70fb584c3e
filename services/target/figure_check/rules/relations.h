#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_RELATIONS_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_RELATIONS_H_

#include <vector>

#include "services/target/figure_check/estimates/estimates.h"
#include "services/target/figure_check/rules/check_rules.h"

namespace baophu::target {

// Compares what different numbers have to do with each other: what remains with plan and
// value, wholes with the sum of their parts and with each part, amounts due with what is
// collected and owed, amounts with people, and changes with zero.
void CompareRelated(const Estimates& estimates, const CheckRules& rules,
                    std::vector<Finding>& findings);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_RELATIONS_H_
