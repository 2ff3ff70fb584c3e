#ifndef BAOPHU_SERVICES_CONTRIBUTION_SUSPENSE_SUSPENSE_WRITER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_SUSPENSE_SUSPENSE_WRITER_H_

#include <soci/soci.h>

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "common/area/area_catalogue.h"
#include "services/contribution/law/law.h"
#include "services/contribution/refunds/refund_store.h"
#include "services/contribution/suspense/suspense_store.h"
#include "services/contribution/totals/totals_store.h"

// Money that leaves suspense or a payer's account, each inside a write of the
// database.
namespace baophu::contribution {

// What a request says of a refund. Nothing for an empty date: today.
absl::StatusOr<std::optional<Day>> ReadRefundDate(const std::string& text);
absl::StatusOr<std::string> ReadDecision(const std::string& text);

// The write that something is part of.
struct LedgerWrite {
  soci::session& session;
  const AreaCatalogue& catalogue;
  const Law& law;
  int64_t revision = 0;
  int64_t now_us = 0;
  totals_store::TouchedAreas touched;  // Filled.
};

// Gives an open item to a payer; returns it as it is then. NOT_FOUND, or
// FAILED_PRECONDITION that tells what became of it.
absl::StatusOr<SuspenseItem> AssignItem(LedgerWrite& write, int64_t item_id, PayerId payer,
                                        const std::string& sealed_note);

// How the money of an item went back.
struct ItemRefund {
  Day day;
  std::string reason;
  std::string decision;
  std::string sealed_note;
};
// Takes an open item out of suspense; the same errors, and INVALID_ARGUMENT for a
// day before the item's, after today, or on which the reason does not hold.
absl::StatusOr<SuspenseItem> RefundItem(LedgerWrite& write, int64_t item_id,
                                        const ItemRefund& refund);

// Takes money in hand from a payer's account; fills in the refund's time and, where
// it has none, the area of the payer's latest transaction up to the day.
// FAILED_PRECONDITION for more than is in hand, ALREADY_EXISTS for a decision that
// the payer has a refund of, INVALID_ARGUMENT as above.
absl::Status RefundInHand(LedgerWrite& write, PayerRefund& refund);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_SUSPENSE_SUSPENSE_WRITER_H_
