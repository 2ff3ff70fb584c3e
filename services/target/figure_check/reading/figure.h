#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_FIGURE_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_FIGURE_H_

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/target/figure_check/numbers/interval.h"
#include "services/target/figure_check/words/as_of.h"
#include "services/target/figure_check/words/vocabulary.h"
#include "services/target/indicators/indicator_catalogue.h"

// Figures as they were understood.
namespace baophu::target {

// What is counted: an indicator of the catalogue, its amounts of some schemes only, or
// something that has only a name. Two are the same when their keys are.
struct Subject {
  std::string key;
  const Indicator* indicator = nullptr;  // Null: only a name.
  std::set<std::string> schemes;         // Of amounts of some schemes only.
  CountUnit unit = CountUnit::kOther;
  std::string unit_text;  // As stated; of kOther.
  std::string only_name;  // Folded; empty with an indicator.
  std::string name_vi;
  std::string name_en;

  // Values of it are whole numbers.
  bool whole() const {
    return unit == CountUnit::kPeople || unit == CountUnit::kEmployers || unit == CountUnit::kVnd;
  }
  // The indicator itself and not a part of it.
  bool total() const { return indicator != nullptr && schemes.empty(); }
};

// What a ratio is of.
struct RatioBase {
  // kPlan: the plan of `subject`. kDenominator: a base of bases.csv with dated rows of
  // its own. kValue: the value of `subject` at the same time. kNamed: only a name.
  enum class Kind { kPlan, kDenominator, kValue, kNamed };
  Kind kind = Kind::kNamed;
  Subject subject;       // kPlan, kValue.
  std::string code;      // kDenominator: code; kNamed: folded name.
  std::string assigner;  // Empty: not named.
  std::string revision;  // Empty: none is stated.
  int year = 0;          // 0: not known.
  std::string name_vi;
  std::string name_en;

  // Tells bases apart, assigner and revision included, the year not.
  std::string Key() const;
};

struct Ratio {
  RatioBase of;
  std::optional<Reading> share;  // Of 1: 0.9379 for 93.79 %.
  // A fraction's two sides, each a count of its own.
  std::optional<Reading> numerator;
  std::optional<Reading> denominator;
};

struct Change {
  std::optional<AsOf> earlier;    // Nothing: it cannot be told against what.
  std::optional<Reading> delta;   // In units of the subject.
  std::optional<Reading> growth;  // Of 1: 0.126 for 12.6 %.
  std::optional<Reading> points;  // Of 1, added to the ratio.
  bool doubtful = false;          // May be meant otherwise.
};

// Why figures that do not fit together are not said to be inconsistent.
enum class Doubt {
  kUnclearScheme,    // The scheme that a figure states cannot be read.
  kRevisionStated,   // One says that it was revised.
  kOtherAssigner,    // It may be of another assigner whose plan it fits.
  kTerritoryReform,  // The area may have been another.
  kUnclearDate,      // One states no day, or another document the year alone.
  kUnclearChange,    // A change may be meant otherwise.
  kOtherTime,        // A base with no meaning here, at another time.
  kOtherBase,        // It fits another base that may be meant.
  kHeuristic,        // The relation is usual and no law.
  kSample,           // The suite's data is a sample.
};

struct Figure {
  // What `value` is. kValue: of the subject at `as_of`. kPlan: planned for `plan_year`.
  // kDenominator: of `base`. kRemaining: what is left to the plan. kRatio: the subject
  // in percent of `base`.
  enum class Kind { kValue, kPlan, kDenominator, kRemaining, kRatio };

  size_t index = 0;  // Place in the request.
  std::string id;
  std::string doc;
  std::string place;       // Key; the same for the same place.
  std::string place_name;  // As stated.
  std::string place_code;
  AsOf as_of;
  Kind kind = Kind::kValue;
  Subject subject;
  RatioBase base;                // kPlan, kDenominator, kRatio.
  std::optional<Reading> value;  // In units of the subject; of 1 for kRatio.
  std::vector<Ratio> ratios;
  std::vector<Change> changes;
  std::set<Doubt> doubts;
  // Says in words that a plan or base was revised; a revision's name stands in the base.
  bool revised = false;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_FIGURE_H_
