#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_ESTIMATES_ESTIMATE_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_ESTIMATES_ESTIMATE_H_

#include <compare>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/target/figure_check/numbers/interval.h"
#include "services/target/figure_check/reading/figure.h"

namespace baophu::target {

// What one number is of. Numbers of equal quantities must be equal; plans may be of
// several assigners and bases may be revised, which the estimates say.
struct Quantity {
  // kBase: what a ratio is of, whether its name has a meaning or not. kRemaining: to the
  // plan of the year. kRatio: of `base`.
  enum class Kind { kValue, kPlan, kBase, kRemaining, kRatio };
  Kind kind = Kind::kValue;
  std::string place;
  std::string subject;  // Key of a subject; empty for kBase.
  std::string base;     // kBase: code or name; kRatio: RatioBase::Key().
  int year = 0;         // kPlan, kBase.
  AsOf as_of;           // kValue, kRatio; kRemaining where the year is not known.

  friend auto operator<=>(const Quantity&, const Quantity&) = default;
};

// How an estimate follows from what is stated.
enum class Derivation {
  kStated,
  kFraction,             // A side of a printed fraction.
  kValueOverShare,       // value / ratio.
  kBaseTimesShare,       // base x ratio.
  kValueMinusDelta,      // value - change.
  kValueOverGrowth,      // value / (1 + change in percent).
  kDeltaOverGrowth,      // change / change in percent.
  kRatioMinusPoints,     // ratio - points.
  kValueTimesRemainder,  // value x (1 / ratio - 1).
  kPlanMinusValue,       // plan - value.
  kSum,                  // Sum of the parts.
  kCollectedPlusOwed,    // Collected + owed.
  kAmountPerHead,        // Collected / participants / months.
  kSuite,                // The suite's own data.
  kLimit,                // What it cannot pass.
};

// Where a quantity lies according to some figures.
struct Estimate {
  Quantity quantity;
  Subject subject;                // For its unit and names.
  std::optional<RatioBase> base;  // kPlan, kBase, kRatio.
  Reading reading;
  std::vector<size_t> figures;  // Places in the request, ascending, each once.
  Derivation derivation = Derivation::kStated;
  std::set<Doubt> doubts;
  std::string doc;  // Of the figure that it follows from first.
  std::string place_name;
  AsOf as_of;            // Of that figure.
  bool revised = false;  // That figure says so in words.
  // Rests on what an earlier report printed not having been corrected since.
  bool from_change = false;
};

// A verdict on figures that rest on each other.
enum class Verdict { kConsistent, kInconsistent, kUndetermined };

// CONSISTENT, INCONSISTENT or UNDETERMINED.
const char* VerdictText(Verdict verdict);

// What the figures of a finding have to do with each other.
enum class Relation {
  kSameFigure,      // One value, stated or implied more than once.
  kSamePlan,        // One plan of an assigner and year.
  kSameBase,        // One base of a year.
  kSameRatio,       // One ratio, stated or implied more than once.
  kRemaining,       // What is left is the plan less the value.
  kSumOfParts,      // A whole is the sum of its parts.
  kPartOfWhole,     // A part is at most its whole.
  kPossibleChange,  // No earlier value is below zero.
  kAmountDue,       // Due is about what is collected and owed.
  kAmountPerHead,   // Collected for each participant is what somebody could have paid.
  kOwnData,         // The suite's own data says the same.
};

// SAME_FIGURE, SAME_PLAN ... OWN_DATA.
const char* RelationText(Relation relation);

// One comparison of two estimates.
struct Finding {
  Relation relation = Relation::kSameFigure;
  Verdict verdict = Verdict::kUndetermined;
  Estimate left;
  Estimate right;
  std::set<Doubt> doubts;  // Why it is undetermined although the two do not meet.
  bool heuristic = false;  // The relation is usual and no law.
  // The two meet only if a number was not rounded as is usual.
  bool careless = false;
  // kAmountDue: the plan that was looked at too.
  std::optional<Estimate> also;
  size_t suite_report = 0;  // kOwnData: place among the reports.

  // Figures of both sides, ascending, each once.
  std::vector<size_t> figures() const;
};

// The finding on two estimates of what must be one number. With `doubts`, or if one of
// them has any, they are not said to be inconsistent.
Finding CompareEqual(Relation relation, const Estimate& left, const Estimate& right,
                     std::set<Doubt> doubts);
// The same, if `left` must be at most `right`.
Finding CompareAtMost(Relation relation, const Estimate& left, const Estimate& right,
                      std::set<Doubt> doubts);

// Ascending, each once.
std::vector<size_t> Union(std::vector<size_t> a, const std::vector<size_t>& b);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_ESTIMATES_ESTIMATE_H_
