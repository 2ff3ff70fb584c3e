#ifndef BAOPHU_SERVICES_CLI_REPORT_REAGGREGATION_TEXT_H_
#define BAOPHU_SERVICES_CLI_REPORT_REAGGREGATION_TEXT_H_

#include <baophu/target/v1/coverage_report_service.pb.h>

#include <cstdint>
#include <string>

#include "services/cli/report/report_words.h"

namespace baophu::cli {

// What is said behind an earlier figure that was added up from the areas of its
// time, "; cộng gộp theo địa bàn hiện nay, chưa xác định được 12 người", with what
// of divided areas is not in it; empty for any other figure.
std::string ReaggregatedText(bool reaggregated, int64_t remainder, Unit unit, Language language);

// Lines that name the areas which made up a report's area in each earlier month
// that was added up; empty when there is none.
std::string ReaggregationLines(const target::v1::CoverageReport& report, Language language);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_REPORT_REAGGREGATION_TEXT_H_
