#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_FIGURE_MESSAGE_SERVICE_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_FIGURE_MESSAGE_SERVICE_H_

#include <baophu/target/v1/coverage_report_service.pb.h>
#include <baophu/target/v1/figure_check_service.pb.h>

#include <vector>

#include "services/target/figure_check/reading/stated_figure.h"
#include "services/target/figure_check/rules/figure_check.h"

namespace baophu::target {

// How much one answer holds.
inline constexpr int kMaxFindings = 500;
inline constexpr int kMaxImplied = 1000;

std::vector<StatedFigure> ReadStated(const v1::CheckFiguresRequest& request);

// A report of the suite, with the revisions that it reflects.
struct OwnReport {
  SuiteReport report;
  type::v1::Revisions revisions;
};
OwnReport ReadOwnReport(const v1::CoverageReport& report, Month month);

// Writes the outcome of a check of `figures` with `reports`.
void FillCheck(const FigureCheck& check, const std::vector<Figure>& figures,
               const CheckRules& rules, const std::vector<OwnReport>& reports,
               v1::CheckFiguresResponse& response);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_FIGURE_MESSAGE_SERVICE_H_
