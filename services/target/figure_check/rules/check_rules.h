#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_CHECK_RULES_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_CHECK_RULES_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/month/month.h"
#include "services/target/figure_check/numbers/rational.h"
#include "services/target/figure_check/words/dated_rows.h"
#include "services/target/figure_check/words/vocabulary.h"
#include "services/target/indicators/indicator_catalogue.h"

namespace baophu::target {

// A row of relations.csv: what is counted in `part` is counted in `whole` too.
struct PartRelation {
  std::string part;  // Codes of indicators.
  std::string whole;
  bool proof = false;  // By definition; otherwise only as a rule.
  RowMonths months;
};

// What figures are checked by: the files of deploy/config/figures. Immutable, safe to
// share between threads.
class CheckRules {
 public:
  struct Texts {
    std::string words;
    std::string tolerances;
    std::string relations;
    std::string territory_reforms;
  };

  // Reads the folder figures of `config_dir`. The catalogue must outlive the rules.
  static absl::StatusOr<CheckRules> Load(const std::string& config_dir,
                                         const IndicatorCatalogue& catalogue);
  // INVALID_ARGUMENT, naming the file, the line and what would be right.
  static absl::StatusOr<CheckRules> Parse(const Texts& texts, const IndicatorCatalogue& catalogue);

  const Vocabulary& vocabulary() const { return vocabulary_; }
  const IndicatorCatalogue& catalogue() const { return vocabulary_.catalogue(); }
  const std::vector<PartRelation>& part_relations() const { return part_relations_; }

  // How far a printed number may be off in units of its last digit if it was not
  // rounded as is usual.
  Rational careless_units() const;
  // Of 1: how far amounts due may be from what is collected and owed.
  Rational due_tolerance(Month month) const;
  // Collected for each participant and month, in đồng.
  Rational least_per_head_vnd(Month month) const;
  Rational most_per_head_vnd(Month month) const;

  // Whether a territory may have been another one on these two days.
  bool ReformBetween(Day a, Day b) const;

 private:
  struct Tolerance {
    int64_t value;
    RowMonths months;
  };

  explicit CheckRules(Vocabulary vocabulary) : vocabulary_(std::move(vocabulary)) {}

  // The value that holds in a month, or else the first of all.
  Rational At(const std::string& tolerance, Month month) const;

  Vocabulary vocabulary_;
  std::map<std::string, std::vector<Tolerance>> tolerances_;
  std::vector<PartRelation> part_relations_;
  std::vector<Month> reforms_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_RULES_CHECK_RULES_H_
