#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_EXPLANATION_EXPLANATION_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_EXPLANATION_EXPLANATION_H_

#include <set>
#include <string>
#include <vector>

#include "services/target/figure_check/explanation/interval_text.h"
#include "services/target/figure_check/rules/figure_check.h"

namespace baophu::target {

// What a finding takes for granted.
enum class Assumption {
  kPrintedDigits,      // Numbers are rounded to their last printed digit, "over", "nearly"
                       // and "about" keep within one unit of the last significant one.
  kOnePlan,            // An assigner has one plan for a year.
  kUnnamedAssigner,    // A plan whose assigner is not named is that of the other.
  kOneBase,            // A base is one number within a calendar year.
  kNotRestated,        // What earlier reports printed has not been corrected since.
  kSameName,           // Equal names mean the same.
  kRemainingIsToPlan,  // What remains is the year's plan less the value.
  kSchemesExclude,     // Nobody is counted in two of the parts.
  kDueIsPaidAndOwed,   // Heuristic: due is about what is collected and owed.
  kUsualPerHead,       // Heuristic: limits of what is collected for each participant.
  kUsualPart,          // Heuristic: a part that as a rule is within the whole.
  kOwnDataComplete,    // The suite's data is complete at the stated revisions.
};

// PRINTED_DIGITS, ONE_PLAN ...
const char* AssumptionText(Assumption assumption);
// UNCLEAR_SCHEME, REVISION_STATED ...
const char* DoubtText(Doubt doubt);
// STATED, VALUE_OVER_RATIO ...
const char* DerivationText(Derivation derivation);

std::set<Assumption> AssumptionsOf(const Finding& finding);

// What an estimate is of: "Kế hoạch năm 2024 (BHXH Việt Nam giao): Số người ...".
std::string QuantityText(const Estimate& estimate, const IndicatorCatalogue& catalogue,
                         TextLanguage language);

// One paragraph: what was compared, what each side says and from which figures, what
// follows, and what that takes for granted.
std::string Explain(const Finding& finding, const std::vector<Figure>& figures,
                    const CheckRules& rules, const std::vector<SuiteReport>& reports,
                    TextLanguage language);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_EXPLANATION_EXPLANATION_H_
