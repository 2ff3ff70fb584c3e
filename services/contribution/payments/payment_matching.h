#ifndef BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_PAYMENT_MATCHING_H_
#define BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_PAYMENT_MATCHING_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "services/contribution/ledger/payer_id.h"

// Whose money a line of a bank's statement is. Pure.
namespace baophu::contribution {

// Codes of payers, each as EmployerService.ResolvePayers is asked for it
// (`employer:HA0004B`). None comes twice.
using PayerCodes = std::vector<std::string>;

// What a line says of its payer, the strongest means first: its payer code, its tax
// code, and what looks like a code in its text.
struct PayerClues {
  std::array<PayerCodes, 3> by_means;
  // True when the line names a payer, by a code that cannot be one at worst.
  bool names_someone = false;
};

// Unit codes of 2025 and tax codes are known by their form and check digit. Those of
// the scheme before have no form that could be relied on: whatever mixes letters and
// digits may be one. Letters are also tried as capitals.
PayerClues FindClues(std::string_view payer_code, std::string_view tax_code, std::string_view text);

// Why no payer was found.
enum class ParkReason {
  kNoReference = 1,   // Nothing names one.
  kUnknownPayer = 2,  // What names one is the code of none, or of several units.
  kAmbiguous = 3,     // Several are named alike.
};

// The names without the k, as NO_REFERENCE.
std::string_view ParkReasonText(ParkReason reason);

// Either a payer, or why there is none.
struct PayerMatch {
  std::optional<PayerId> payer;
  ParkReason reason = ParkReason::kNoReference;
};

// The payer that the strongest means finds which finds any; none when it finds
// several. `known` holds the payers of those codes that have one.
PayerMatch MatchPayer(const PayerClues& clues,
                      const absl::flat_hash_map<std::string, PayerId>& known);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_PAYMENT_MATCHING_H_
