#ifndef BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_RECEIPT_RULES_H_
#define BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_RECEIPT_RULES_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/contribution/law/law.h"
#include "services/contribution/receipts/receipt.h"

// What a receipt of one who pays alone amounts to, beside those taken before.
// Pure.
namespace baophu::contribution {

// The period that a receipt pays for one person.
struct PaidCover {
  int64_t cover_id = 0;
  int64_t person_id = 0;
  SelfPaidScheme scheme = SelfPaidScheme::kVoluntary;
  Month from;
  Month through;
  PayerId payer;
  HouseholdRank rank = kWithoutReduction;
  int64_t supported_months = 0;
  AreaCode area;
  std::string category;  // Participant's.
  KeyedHash receipt;
  std::string collector;  // Who took the receipt; empty: the agency's own desk.
  Day paid;
  Vnd amount;  // Its own part of what the receipt is of.

  friend bool operator==(const PaidCover&, const PaidCover&) = default;
};

struct AssessedReceipt {
  FundAmounts funds{};            // What the payer owes for the period, and paid.
  Vnd support;                    // What the state bears beside it.
  std::vector<PaidCover> covers;  // One for each of the receipt's people; without ids.
};

// A receipt whose payer and people are known. `of_people` are the covers of its
// people that are in force, `of_household` those that its payer paid for.
//
// INVALID_ARGUMENT names field and reason: a period that is no way of paying, one
// that overlaps a period of the same person and scheme (PERIOD_ALREADY_PAID), a
// place in the household that is another's (RANK_NOT_FREE), an amount that is not
// what the law asks (AMOUNT_NOT_ASSESSED), naming both.
absl::StatusOr<AssessedReceipt> AssessReceipt(const Law& law, const Receipt& receipt,
                                              std::span<const PaidCover> of_people,
                                              std::span<const PaidCover> of_household);

// The assessment and the payment of a receipt, or where one is taken back the
// assessment below zero and the refund. Both are of the month of payment, and due on its day:
// nobody owes voluntary insurance or a household's premium before paying it, and a payment for past
// or coming months does not change what was assessed in those. One assessment and not one a month:
// years ahead would be sixty rows that say the same.
std::array<LedgerRow, 2> LedgerRowsOf(const LedgerRow& payment, const FundAmounts& funds,
                                      bool taken_back);

// Of the assessment that stands beside a payment.
std::string AssessmentSource(const std::string& source);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_RECEIPT_RULES_H_
