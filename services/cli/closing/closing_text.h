#ifndef BAOPHU_SERVICES_CLI_CLOSING_CLOSING_TEXT_H_
#define BAOPHU_SERVICES_CLI_CLOSING_CLOSING_TEXT_H_

#include <baophu/target/v1/closing_service.pb.h>

#include <string>
#include <vector>

namespace baophu::cli {

// Closings as a table in Vietnamese, with the moment of each in Vietnam and the
// whole hash, for whoever keeps it elsewhere.
std::string ClosingsText(const std::vector<target::v1::Closing>& closings);

// What differs from a closing, area by area, with the changes behind it, in
// Vietnamese.
std::string RestatementsText(const target::v1::Closing& closing,
                             const std::vector<target::v1::AreaRestatement>& restatements);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_CLOSING_CLOSING_TEXT_H_
