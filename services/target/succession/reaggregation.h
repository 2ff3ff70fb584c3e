#ifndef BAOPHU_SERVICES_TARGET_SUCCESSION_REAGGREGATION_H_
#define BAOPHU_SERVICES_TARGET_SUCCESSION_REAGGREGATION_H_

#include <map>
#include <vector>

#include "services/target/coverage_report/report_rules.h"
#include "services/target/indicators/indicator_catalogue.h"
#include "services/target/succession/report_territories.h"

namespace baophu::target {

// Figures of areas as the services hold them, by the code's meaning of each month.
struct KnownFigures {
  std::map<AreaCode, std::map<Month, CoverageFigures>> coverage;
  std::map<AreaCode, std::map<Month, LedgerFigures>> ledger;
  std::map<AreaCode, std::vector<PlanVersion>> plans;
  std::map<AreaCode, std::vector<Denominator>> denominators;
};

// What an area's report is made of. Months in which the area was what it is now
// have its own figures. Those of other months are added up from its earlier areas:
// what is whole in it, less what went elsewhere, and the people that are placed in
// it of an area that was divided. Of a divided area only people can be placed;
// whoever cannot, and all else of it, is the remainder.
//
// A base (a denominator, a plan) is known of an earlier month only where each of
// the earlier areas is whole and has one.
ReportInput InputOf(AreaCode area, const std::vector<Month>& months,
                    const ReportTerritories& territories, const KnownFigures& known,
                    const IndicatorCatalogue& catalogue);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_SUCCESSION_REAGGREGATION_H_
