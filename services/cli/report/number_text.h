#ifndef BAOPHU_SERVICES_CLI_REPORT_NUMBER_TEXT_H_
#define BAOPHU_SERVICES_CLI_REPORT_NUMBER_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace baophu::cli {

enum class Language { kVietnamese, kEnglish };

// A number as the agency prints it: 495856 as "495.856" in Vietnamese and
// "495,856" in English.
std::string NumberText(int64_t number, Language language);

// A decimal with a point, such as the services send, in the language's form:
// "93.79" as "93,79" in Vietnamese.
std::string DecimalText(std::string_view decimal, Language language);

// An amount of đồng in millions, as the agency publishes it, rounded half away
// from zero: "9.789.000 triệu đồng", "9,789,000 million đồng". Amounts below a
// thousand million are given in đồng.
std::string AmountText(int64_t amount_vnd, Language language);

// An amount in thousand millions with two decimals: "9.789,00 tỷ đồng",
// "9,789.00 billion đồng".
std::string LargeAmountText(int64_t amount_vnd, Language language);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_REPORT_NUMBER_TEXT_H_
