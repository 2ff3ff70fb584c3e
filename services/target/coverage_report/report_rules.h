#ifndef BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_RULES_H_
#define BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_RULES_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/area/territory.h"
#include "common/month/month.h"
#include "services/target/indicators/indicator_catalogue.h"
#include "services/target/plans/plan_book.h"
#include "services/target/plans/plan_rules.h"

namespace baophu::target {

// Counts of one area and month, as participant gives them.
struct CoverageFigures {
  // People by scheme (SOCIAL_COMPULSORY ... ANY) and category; what is zero may
  // be left out.
  std::map<std::pair<std::string, std::string>, int64_t> people;
  int64_t employers_participating = 0;
  // Of an area that was divided since: those of `people` that are known to belong
  // to one of its successors.
  std::map<AreaCode, std::map<std::pair<std::string, std::string>, int64_t>> placed;
};

// Amounts of one area at the end of a month, as contribution gives them.
struct LedgerFigures {
  int64_t assessed_vnd = 0;   // Since 1 January.
  int64_t collected_vnd = 0;  // Since 1 January.
  int64_t outstanding_vnd = 0;
  int64_t employers_in_arrears = 0;
};

// What is to be known of an earlier month's figures that were added up from those
// of other areas, because a reform lies between (succession/).
struct Reaggregated {
  std::vector<TerritoryPart> parts;
  // What of divided areas cannot be placed: the true figure lies between the one
  // given and that with this added.
  CoverageFigures coverage_remainder;
  LedgerFigures ledger_remainder;
  // By code of a base, but for those of the ledger: where it is known of all parts.
  std::map<std::string, int64_t> bases;
};

// All that a report is made of. Figures are there only for months with data in
// which the area's code meant the same area, or in which it is known what areas
// made it up; these months are in `reaggregated` too.
struct ReportInput {
  Month month;
  std::map<Month, Reaggregated> reaggregated;
  std::map<Month, CoverageFigures> coverage;
  std::map<Month, LedgerFigures> ledger;
  std::vector<PlanVersion> plans;         // Of the area.
  std::vector<Denominator> denominators;  // Of the area.
};

// A value against a plan. Of a plan that is a ratio, `value` is what it comes to with the
// base as it is in the month, rounded up.
struct PlanReport {
  PlanVersion plan;
  // Nothing of a ratio whose base is not known; then nothing below is there either.
  std::optional<int64_t> value;
  int64_t base_value = 0;  // Of a ratio.
  std::string percent;     // Empty for a plan of zero.
  int64_t remaining = 0;
  bool above_hundred = false;
};

struct PointChangeReport {
  std::string against;  // Code of a comparison.
  Month month;          // Which month that is.
  std::string prior_percent;
  std::string delta_points;
  bool reaggregated = false;
  int64_t remainder = 0;  // Of the earlier value, not of its base.
};

struct BaseReport {
  std::string base;
  int64_t value = 0;
  std::string percent;
  std::vector<PointChangeReport> changes;
  std::string source;
  bool above_hundred = false;
  // Codes of comparisons left out because the earlier base is not known of all that made
  // up the area then.
  std::vector<std::string> uncompared;
};

struct ChangeReport {
  std::string against;  // Code of a comparison.
  Month month;          // Which month that is.
  int64_t delta = 0;
  int64_t prior = 0;
  bool reaggregated = false;
  int64_t remainder = 0;
};

struct IndicatorReport {
  std::string indicator;
  int64_t value = 0;
  std::optional<PlanReport> plan;
  std::vector<PlanReport> other_plans;
  std::vector<BaseReport> bases;
  std::vector<ChangeReport> changes;
};

// The months whose figures a report needs: its own first, then those that it
// compares with, each once.
std::vector<Month> ReportMonths(const IndicatorCatalogue& catalogue, Month month);

// An indicator's value in a month; nothing without data.
std::optional<int64_t> ValueOf(const ReportInput& input, const IndicatorCatalogue& catalogue,
                               const Indicator& indicator, Month month);

// What the value in a re-aggregated month may be higher by; 0 in any other month.
int64_t RemainderOf(const ReportInput& input, const Indicator& indicator, Month month);

// A base in a month; nothing when there is none, or zero of it.
std::optional<int64_t> BaseValueOf(const ReportInput& input, const IndicatorCatalogue& catalogue,
                                   const Base& base, Month month);

// The newest version of each assigner, kind and base of the area's own plans that is
// valid in a month, in `input`: assigners in the catalogue's order, assigned before
// promised, numbers before ratios.
std::vector<const PlanVersion*> ValidPlans(const ReportInput& input,
                                           const IndicatorCatalogue& catalogue,
                                           const std::string& indicator, Month month);

// The newest versions, valid in a month, of the parts of an area's plan that its officers
// or organisations hold, by holder.
std::vector<const PlanVersion*> HeldParts(const ReportInput& input, const PlanVersion& whole,
                                          PlanSplit split, Month month);

// What a plan comes to in a month: its value or, of a ratio, its share of the base as it
// is then, rounded up. Nothing when the base is not known.
std::optional<int64_t> PlanValueOf(const ReportInput& input, const IndicatorCatalogue& catalogue,
                                   const PlanVersion& plan, Month month);

// The report: indicators in the catalogue's order, those without data left out.
//
// A comparison with a month without data is left out. Amounts that run from
// 1 January are compared only with months of the same year and with the same
// month last year: December's amount is of twelve months. A ratio is compared
// only where both its value and its base are, with the base as it was then. An
// earlier figure that was re-aggregated says so, with what may be missing in it.
std::vector<IndicatorReport> MakeReport(const ReportInput& input,
                                        const IndicatorCatalogue& catalogue);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_COVERAGE_REPORT_REPORT_RULES_H_
