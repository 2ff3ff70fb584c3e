#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_COMPARISONS_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_COMPARISONS_H_

#include <set>
#include <vector>

#include "services/target/figure_check/estimates/estimates.h"
#include "services/target/figure_check/rules/check_rules.h"

namespace baophu::target {

// Of so many estimates of one quantity each pair is compared; of more, each only with
// the one that begins last and the one that ends first, which is enough to find whether
// all agree.
inline constexpr size_t kMaxPaired = 8;
// So many of them; these two are compared in any case.
inline constexpr size_t kMaxCompared = 500;

// Why two figures may be of different days or territories though their quantity is one.
std::set<Doubt> DoubtsOfTime(const Estimate& a, const Estimate& b, const CheckRules& rules);

// Whether plans of these two may be one assigner's: unless both are named and differ.
bool MayBeSameAssigner(const Estimate& a, const Estimate& b);

// Compares what is stated or implied more than once: values, plans, bases and ratios.
void CompareRepeated(const Estimates& estimates, const CheckRules& rules,
                     std::vector<Finding>& findings);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_COMPARISONS_H_
