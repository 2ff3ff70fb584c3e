#ifndef BAOPHU_SERVICES_CLI_REPORT_REPORT_WORDS_H_
#define BAOPHU_SERVICES_CLI_REPORT_REPORT_WORDS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "common/month/month.h"
#include "services/cli/report/number_text.h"

namespace baophu::cli {

// The words of reports in both languages. The codes are those of
// deploy/config; one that is not known here stands for itself.

std::string IndicatorName(std::string_view code, Language language);
std::string BaseName(std::string_view code, Language language);
std::string AssignerName(std::string_view code, Language language);
// Where a base comes from; a text that is no code stands for itself.
std::string SourceName(std::string_view source, Language language);

// What a figure counts.
enum class Unit { kPeople, kEmployers, kAmount, kOther };

Unit UnitOfIndicator(std::string_view code);
Unit UnitOfBase(std::string_view code);

// "495.856 người", "9.789.000 triệu đồng".
std::string FigureText(int64_t value, Unit unit, Language language);

// How far a rise or fall goes: the sign is in the words.
uint64_t Distance(int64_t delta);
// "tăng 8.329 người", "down 6,488 people", "không đổi".
std::string RiseText(int64_t delta, Unit unit, Language language);
// "tăng 0,57 điểm phần trăm" of points as the services send them, "0.57".
std::string PointsText(std::string_view points, Language language);

// That figures are of a sample of this scale, such as "0.05".
std::string SampleText(std::string_view scale, Language language);

// "tháng 9/2024", "September 2024".
std::string MonthText(Month month, Language language);

// What a figure of `month` is compared with: "tháng 8/2024", "cùng kỳ năm 2023".
std::string AgainstText(std::string_view against, Month month, Language language);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_REPORT_REPORT_WORDS_H_
