#ifndef BAOPHU_SERVICES_CLI_PERIOD_PERIOD_WORDS_H_
#define BAOPHU_SERVICES_CLI_PERIOD_PERIOD_WORDS_H_

#include <baophu/target/v1/period_report_service.pb.h>

#include <string>
#include <string_view>

#include "common/month/month.h"
#include "services/cli/report/number_text.h"
#include "services/cli/report/report_words.h"

namespace baophu::cli {

// The words of period reports in both languages. The codes are those of the protos; one
// that is not known here stands for itself.

// A text in the language asked for.
std::string Say(Language language, std::string_view vietnamese, std::string_view english);

// The id of the report's period, such as 2024-Q3; empty when the service names its answer
// in another way.
std::string PeriodId(const target::v1::PeriodReport& report);

// "quý III/2024", "6 tháng đầu năm 2024", "the third quarter of 2024".
std::string PeriodText(std::string_view id, Language language);

// A month that a service wrote; January 1900 for a text that is none.
Month MonthOfText(std::string_view text);

// "BHXH bắt buộc", "Compulsory social insurance".
std::string SchemeName(type::v1::Scheme scheme, Language language);

// "Tăng mới", "Joined"; of JOINED, LEFT, MOVED_IN, MOVED_OUT.
std::string FlowName(std::string_view flow, Language language);
// "tham gia mới", with the reason in brackets where one is stated.
std::string FlowText(const target::v1::FlowPeriod& flow, Language language);

// "tỷ lệ thực hiện kế hoạch", "percent of plan".
std::string RankOrderName(std::string_view order, Language language);

// The unit that an indicator's row states.
Unit UnitOf(std::string_view unit);
// "người", "people"; of tables and charts.
std::string UnitName(Unit unit, Language language);

// A plan as FigureLink names it: "VSS", "VSS COMMITMENT", "VSS POPULATION".
std::string PlanKey(const target::v1::PlanComparison& plan);

// What a ranked area is ranked by, as a percentage; empty when by none.
std::string RankPercent(const target::v1::RankedArea& area, std::string_view order);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_PERIOD_PERIOD_WORDS_H_
