#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_REMAINING_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_REMAINING_H_

#include <vector>

#include "services/target/figure_check/estimates/estimates.h"
#include "services/target/figure_check/rules/check_rules.h"

namespace baophu::target {

// Compares what is stated to remain with what plan and value imply. The value is the last
// one of the same document up to that day, because a remainder is often one to a later
// day such as the year's end; or else one of the same day. Whose plan is meant need not be said: it
// is enough that one fits.
void CompareRemaining(const std::vector<Figure>& figures, const Estimates& estimates,
                      const CheckRules& rules, std::vector<Finding>& findings);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_REMAINING_H_
