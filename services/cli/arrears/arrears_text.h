#ifndef BAOPHU_SERVICES_CLI_ARREARS_ARREARS_TEXT_H_
#define BAOPHU_SERVICES_CLI_ARREARS_ARREARS_TEXT_H_

#include <baophu/contribution/v1/arrears_service.pb.h>

#include <cstdint>
#include <string>
#include <vector>

namespace baophu::cli {

// Rows as a table with a header: columns as wide as their widest cell, numbers to
// the right. Cells are UTF-8.
std::string TableText(const std::vector<std::vector<std::string>>& rows,
                      const std::vector<bool>& right);

// Debts by age and class, and the ratio with what it divides by what.
std::string AgeingText(const contribution::v1::Ageing& ageing);

// Late employers, one a row; of how many and how much in all.
std::string LateText(const std::vector<contribution::v1::LateEmployer>& late, int64_t total_count,
                     int64_t total_debt_vnd, const std::string& as_of);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_ARREARS_ARREARS_TEXT_H_
