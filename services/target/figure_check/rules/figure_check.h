#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_FIGURE_CHECK_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_FIGURE_CHECK_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/month/month.h"
#include "services/target/figure_check/estimates/estimates.h"
#include "services/target/figure_check/rules/check_rules.h"

namespace baophu::target {

// What the suite's own coverage report of an area and month says.
struct SuiteReport {
  std::string name;  // areas/31/coverageReports/2024-09
  Month month;
  std::string sample_scale;  // Empty for a real province.
  // An indicator's value, its plans by assigner, ratios by base.
  struct Plan {
    std::string assigner;
    int64_t value = 0;
  };
  struct OfIndicator {
    int64_t value = 0;
    std::vector<Plan> plans;
    std::map<std::string, int64_t> bases;  // By code, in units of the base.
    std::map<Versus, int64_t> priors;      // Earlier values.
  };
  std::map<std::string, OfIndicator> indicators;  // By code.
};

// The outcome of a check.
struct FigureCheck {
  // What cannot all be true first, then what is undetermined.
  std::vector<Finding> findings;
  std::vector<Estimate> implied;  // What the figures imply, each from what they state.
  std::vector<size_t> alone;      // Figures that nothing was compared with.
};

// The months whose reports figures of an area can be compared with: those at whose end
// they hold. Each once, ascending.
std::vector<Month> MonthsToCompare(const std::vector<Figure>& figures,
                                   const std::string& area_code);

// Compares figures with each other and with reports of `area_code`, if there are any.
FigureCheck CheckFigures(const std::vector<Figure>& figures, const CheckRules& rules,
                         const std::string& area_code = "",
                         const std::vector<SuiteReport>& reports = {});

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_FIGURE_CHECK_H_
