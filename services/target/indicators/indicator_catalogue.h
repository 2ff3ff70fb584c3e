#ifndef BAOPHU_SERVICES_TARGET_INDICATORS_INDICATOR_CATALOGUE_H_
#define BAOPHU_SERVICES_TARGET_INDICATORS_INDICATOR_CATALOGUE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/month/month.h"

namespace baophu::target {

// What a figure is counted in.
enum class Unit { kPeople, kEmployers, kVnd };

// How a figure relates to time: as it stands in a month (kStock), or from
// 1 January to the month's end (kYearToDate).
enum class Period { kStock, kYearToDate };

// PEOPLE, EMPLOYERS or VND.
const std::string& UnitText(Unit unit);

// STOCK or YEAR_TO_DATE.
const std::string& PeriodText(Period period);

enum class LedgerMeasure { kCollected, kAssessed, kOutstanding, kEmployersInArrears };

// People of one scheme (SOCIAL_COMPULSORY ... or ANY), of one category or,
// when it is empty, of all.
struct CoverageTerm {
  std::string scheme;
  std::string category;
};

// Where an indicator's value comes from.
struct Measure {
  enum class Source { kCoverage, kEmployers, kLedger };
  Source source = Source::kCoverage;
  std::vector<CoverageTerm> terms;                   // kCoverage: their sum.
  LedgerMeasure ledger = LedgerMeasure::kCollected;  // kLedger.
};

// A row of indicators.csv.
struct Indicator {
  std::string code;
  Measure measure;
  Unit unit = Unit::kPeople;
  Period period = Period::kStock;
  std::vector<std::string> bases;  // Codes; ratios in this order.
  int plan_decimals = 2;           // Of the percentage of a plan.
  std::string name_vi;
  std::string name_en;
  std::string definition_vi;  // What is counted, and how.
  std::string definition_en;
};

// A row of bases.csv: what a ratio can be taken of.
struct Base {
  // kDenominator: dated rows of this service, by the base's code.
  // kNationalPlan: the national agency's plan of `plan_indicator`.
  enum class Source { kDenominator, kNationalPlan, kLedger };
  std::string code;
  Source source = Source::kDenominator;
  std::string plan_indicator;
  LedgerMeasure ledger = LedgerMeasure::kAssessed;
  Period period = Period::kStock;
  Unit unit = Unit::kPeople;  // Of what it is counted in; ratios are of the same unit.
  int decimals = 2;           // Of percentages of it.
  std::string name_vi;
  std::string name_en;
};

// A row of comparisons.csv: an earlier month that figures are set against.
struct Comparison {
  // kMonthsBack: `count` months earlier. kDecembersBack: December of the year
  // that is `count` years earlier.
  enum class Rule { kMonthsBack, kDecembersBack };
  std::string code;
  Rule rule = Rule::kMonthsBack;
  int32_t count = 1;  // Above zero.
  std::string name_vi;
  std::string name_en;

  Month EarlierThan(Month month) const;
};

// MONTHS_BACK or DECEMBERS_BACK.
const std::string& ComparisonRuleText(Comparison::Rule rule);

// A row of assigners.csv: who assigns plans.
struct Assigner {
  std::string code;
  bool national = false;  // Its plan is the one that a report states first.
  std::string name_vi;
  std::string name_en;
};

// A row of categories.csv, without what only participant needs.
struct CategoryName {
  std::string scheme;  // SOCIAL_COMPULSORY, SOCIAL_VOLUNTARY, HEALTH or UNEMPLOYMENT.
  std::string code;
  std::string name_vi;
  std::string name_en;
};

// What can be reported, of what, against which earlier months and whose plans: the
// content of indicators.csv, bases.csv, comparisons.csv and assigners.csv, so that a
// new ratio or comparison is a row and no code. Immutable, safe to share between threads.
class IndicatorCatalogue {
 public:
  struct Texts {
    std::string indicators;
    std::string bases;
    std::string comparisons;
    std::string assigners;
    std::string categories;
  };

  // Reads indicators.csv, bases.csv, comparisons.csv, assigners.csv and categories.csv
  // of `config_dir`.
  static absl::StatusOr<IndicatorCatalogue> Load(const std::string& config_dir);
  // INVALID_ARGUMENT, naming the file, the line and what would be right.
  static absl::StatusOr<IndicatorCatalogue> Parse(const Texts& texts);

  // By rank.
  const std::vector<Indicator>& indicators() const { return indicators_; }
  const std::vector<Base>& bases() const { return bases_; }
  // In the file's order.
  const std::vector<Comparison>& comparisons() const { return comparisons_; }
  const std::vector<Assigner>& assigners() const { return assigners_; }

  // In the file's order.
  const std::vector<CategoryName>& categories() const { return categories_; }

  // Null for an unknown code.
  const Indicator* FindIndicator(std::string_view code) const;
  const Base* FindBase(std::string_view code) const;
  const Assigner* FindAssigner(std::string_view code) const;

  // Digest of the content: reports made by another catalogue differ.
  const std::string& digest() const { return digest_; }

 private:
  std::vector<Indicator> indicators_;
  std::vector<Base> bases_;
  std::vector<Comparison> comparisons_;
  std::vector<Assigner> assigners_;
  std::vector<CategoryName> categories_;
  std::string digest_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_INDICATORS_INDICATOR_CATALOGUE_H_
