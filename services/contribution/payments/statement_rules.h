#ifndef BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_STATEMENT_RULES_H_
#define BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_STATEMENT_RULES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/area/area_catalogue.h"
#include "services/contribution/importing/row_rules.h"
#include "services/contribution/ledger/ledger_row.h"

// Which lines of bank statements are taken. Pure.
namespace baophu::contribution {

// A line as it was sent.
struct StatementInput {
  bool reversal = false;
  bool penalty = false;
  std::string_view source;
  std::string_view reference;
  std::string_view area;
  std::string_view value_date;
  std::string_view amount;
  std::string_view currency;
  std::string_view payer_code;
  std::string_view tax_code;
  std::string_view text;
  std::string_view reverses;
  int64_t recorded_seconds = 0;  // Since 1970; with nanos 0 and 0: not set.
  int32_t recorded_nanos = 0;
};

// A checked line, before anything is known of its payer.
struct StatementLine {
  // PAYMENT, PENALTY_PAYMENT or REVERSAL; without payer, reference and digest.
  LedgerRow row;
  std::string payer_code;  // Without spaces around it, as the two below.
  std::string tax_code;
  std::string text;
  std::string reverses;  // Of a REVERSAL.
};

struct StatementLimits {
  int64_t max_amount_vnd = 0;  // What no single amount may exceed.
  Day today;                   // In Vietnam.
};

// Fills `line`, or says why it is refused.
std::optional<RowFault> CheckStatementLine(const StatementInput& input,
                                           const AreaCatalogue& catalogue,
                                           const StatementLimits& limits, StatementLine& line);

// The whole content of a line that was taken, as one text, the same for the same
// content only. Its payer is not part of it: the same line sent again is the same
// also when its payer is found by then.
std::string ContentOf(const StatementLine& line);

// Why a line of a statement cannot reverse one with these facts; nothing when it can.
struct ReversedPayment {
  Vnd amount;
  Day day;
  bool reversed = false;  // Already.
  bool refunded = false;  // The money went back to who sent it.
};
std::optional<RowFault> CheckReversal(const LedgerRow& reversal,
                                      const std::optional<ReversedPayment>& payment);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_STATEMENT_RULES_H_
