#ifndef BAOPHU_SERVICES_PARTICIPANT_EMPLOYERS_EMPLOYER_CODE_H_
#define BAOPHU_SERVICES_PARTICIPANT_EMPLOYERS_EMPLOYER_CODE_H_

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "common/identifiers/employer_code.h"
#include "services/participant/people/resolve.h"

namespace baophu::participant {

// Whether a tax code, or what may be one, is the citizen number of an
// individual: it is then kept as personal identifiers are.
inline bool IsCitizenNumber(std::string_view code) {
  return code.size() == 12 && code.find_first_not_of("0123456789") == std::string_view::npos;
}

// The form under which a checked code is indexed.
inline std::string IndexedEmployerCode(const KeyRing& keys, std::string_view code) {
  if (!IsCitizenNumber(code)) return std::string(code);
  const KeyedHash hash = HashIdentifier(keys, kIndividualTaxCode, code);
  return absl::StrCat("#", hash.high, "#", hash.low);
}

// The form under which the employer of a tax or unit code is found: a tax code
// without its '-'. Empty when the text is neither.
inline std::string EmployerCodeKey(const KeyRing& keys, std::string_view text) {
  if (const auto tax_code = ParseTaxCode(text); tax_code.ok()) {
    return IndexedEmployerCode(keys, *tax_code);
  }
  const auto unit_code = ParseUnitCode(text);
  return unit_code.ok() ? IndexedEmployerCode(keys, *unit_code) : std::string();
}

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_EMPLOYERS_EMPLOYER_CODE_H_
