#ifndef BAOPHU_SERVICES_PARTICIPANT_EMPLOYERS_EMPLOYER_CODE_H_
#define BAOPHU_SERVICES_PARTICIPANT_EMPLOYERS_EMPLOYER_CODE_H_

#include <string>
#include <string_view>

#include "common/identifiers/employer_code.h"

namespace baophu::participant {

// The form of a tax or unit code under which an employer is found: a tax code
// without its '-'. Empty when the text is neither.
inline std::string EmployerCodeKey(std::string_view text) {
  if (const auto tax_code = ParseTaxCode(text); tax_code.ok()) return *tax_code;
  const auto unit_code = ParseUnitCode(text);
  return unit_code.ok() ? *unit_code : std::string();
}

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_EMPLOYERS_EMPLOYER_CODE_H_
