#include "services/target/period_report/period_links.h"

#include "absl/strings/str_cat.h"
#include "common/text/view.h"

namespace baophu::target {
namespace {

std::string AreaPath(AreaCode area) { return absl::StrCat("/v1/areas/", area.ToString()); }

}  // namespace

std::string CoverageReportPath(AreaCode area, Month month) {
  return absl::StrCat(AreaPath(area), "/coverageReports/", month.ToString());
}

std::string CoveragePath(AreaCode area, Month month) {
  return absl::StrCat(AreaPath(area), "/coverage?months=", month.ToString());
}

std::string CoverageFlowsPath(AreaCode area, Month from, Month through) {
  return absl::StrCat(AreaPath(area), "/coverageFlows?fromMonth=", from.ToString(),
                      "&throughMonth=", through.ToString());
}

std::string LedgerTotalsPath(AreaCode area, Month month) {
  return absl::StrCat(AreaPath(area), "/ledgerTotals?months=", month.ToString());
}

std::string PacePath(AreaCode area, Month month, std::string_view indicator,
                     std::string_view method) {
  return absl::StrCat(AreaPath(area), "/pace/", month.ToString(),
                      "?plan.indicator=", View(indicator), "&plan.method=", View(method));
}

std::string PlanPath(int64_t plan_id) { return absl::StrCat("/v1/plans/", plan_id); }

std::string DenominatorPath(int64_t denominator_id) {
  return absl::StrCat("/v1/denominators/", denominator_id);
}

std::string AgeingPath(AreaCode area, Month month) {
  return absl::StrCat(AreaPath(area), "/ageing?asOf=", Day::LastOf(month).ToString());
}

std::string LateEmployersPath(AreaCode area, Month month) {
  return absl::StrCat(AreaPath(area), "/lateEmployers?asOf=", Day::LastOf(month).ToString());
}

std::string DialogueTotalsPath(AreaCode area, Day from, Day through) {
  return absl::StrCat(AreaPath(area), "/dialogueTotals?fromDate=", from.ToString(),
                      "&throughDate=", through.ToString(), "&asOf=", through.ToString());
}

std::string ScorecardsPath(AreaCode area, const ReportPeriod& period, Day as_of) {
  return absl::StrCat(AreaPath(area), "/scorecards?fromMonth=", period.first.ToString(),
                      "&throughMonth=", period.last.ToString(), "&asOf=", as_of.ToString());
}

std::string DecreasePath(AreaCode area, const ReportPeriod& period) {
  return absl::StrCat(AreaPath(area), ":reportDecrease?fromMonth=", period.first.ToString(),
                      "&throughMonth=", period.last.ToString());
}

std::string CompletenessName(AreaCode area, Day day) {
  return absl::StrCat("areas/", area.ToString(), "/completeness/", day.ToString());
}

std::string ProgrammeTotalsName(AreaCode area, const ReportPeriod& period) {
  return absl::StrCat("areas/", area.ToString(), "/programmeTotals/", period.ToString());
}

}  // namespace baophu::target
