#ifndef BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_RECEIPT_H_
#define BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_RECEIPT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "common/area/area_catalogue.h"
#include "services/contribution/importing/row_rules.h"
#include "services/contribution/law/law.h"
#include "services/contribution/ledger/ledger_row.h"
#include "services/contribution/network/receipt_books/receipt_book.h"
#include "services/contribution/self_paid/household_premium.h"

// Receipts of those who pay alone: which rows can be one. Pure.
namespace baophu::contribution {

// Why a receipt is refused, as in RowError. Nothing here repeats a code of a
// person or household.
struct ReceiptFault {
  std::string field;
  std::string reason;
  std::string problem;
  std::string remedy;
};

ReceiptFault FaultOfRow(const RowFault& fault);
// Of a status of the rules: INVALID_ARGUMENT with its field, or a law without a row.
ReceiptFault FaultOfStatus(const absl::Status& status);

// A row as it was sent.
struct ReceiptInput {
  RowInput payment;  // Who paid what, when and to whom.
  std::string_view scheme;
  std::string_view from_month;
  int64_t months = 0;
  int64_t income_vnd = 0;
  std::string_view support_group;
  std::vector<std::string_view> members;
  int64_t first_rank = 0;
  std::string_view currency;
  std::string_view cover_area;
  std::string_view annuls;
  std::string_view collector;  // Empty: paid at the agency's own desk.
  std::string_view receipt_series;
  int64_t receipt_number = 0;
};

// A row that is right in itself. What the law and other receipts say of it is for
// receipt_rules.h.
struct Receipt {
  LedgerRow payment;                // As it enters the ledger; of an annulment what is given back.
  std::optional<KeyedHash> annuls;  // The receipt that this row takes back; then nothing below.

  SelfPaidScheme scheme = SelfPaidScheme::kVoluntary;
  Month first;
  int64_t months = 0;
  Vnd income;
  std::string group;
  HouseholdRank first_rank = kWithoutReduction;  // Of the first member.
  AreaCode cover_area;
  std::vector<int64_t> people;  // Who is covered, by id; filled in once they are known.
  CollectedReceipt collected;   // Its number; without a collector nothing of it is filled in.

  Month last() const { return first + static_cast<int32_t>(months - 1); }
};

// Fills `receipt`, except ids of people and payer, reference and digest, or says
// why the row is refused. `max_amount_vnd` is as for CheckRow; a payment after
// `today` is refused.
std::optional<ReceiptFault> CheckReceipt(const ReceiptInput& input, const AreaCatalogue& catalogue,
                                         int64_t max_amount_vnd, Day today, Receipt& receipt);

// The whole content of a row that CheckReceipt took, as one text, the same for the
// same content only.
std::string ContentOf(const ReceiptInput& input, const Receipt& receipt);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_RECEIPTS_RECEIPT_H_
