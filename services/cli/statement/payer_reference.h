#ifndef BAOPHU_SERVICES_CLI_STATEMENT_PAYER_REFERENCE_H_
#define BAOPHU_SERVICES_CLI_STATEMENT_PAYER_REFERENCE_H_

#include <string>
#include <string_view>

#include "absl/status/statusor.h"

namespace baophu::cli {

// A payer as somebody writes it on a command line. One of the two is set.
struct PayerReference {
  // `employers/91`, or of people/ or households/.
  std::string name;
  // Unit code or tax code of an employer, to be asked for.
  std::string employer_code;
};

// Reads `employers/91`, `people/7`, `households/5`; 91, which is an employer's id
// while it has fewer digits than a tax code; and everything else as an employer's
// code. `employer:91` is always a code. INVALID_ARGUMENT for a name of another kind.
absl::StatusOr<PayerReference> ReadPayerReference(std::string_view text);

}  // namespace baophu::cli

#endif  // BAOPHU_SERVICES_CLI_STATEMENT_PAYER_REFERENCE_H_
