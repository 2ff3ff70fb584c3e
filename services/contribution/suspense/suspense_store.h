#ifndef BAOPHU_SERVICES_CONTRIBUTION_SUSPENSE_SUSPENSE_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_SUSPENSE_SUSPENSE_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/area/area_code.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/ledger/payer_id.h"
#include "services/contribution/ledger/posting.h"
#include "services/contribution/payments/payment_matching.h"

// Table suspense_item. Functions run inside a read or write of the database.
namespace baophu::contribution {

enum class SuspenseState {
  kOpen = 1,
  kAssigned = 2,  // To a payer.
  kRefunded = 3,  // Went back to who sent it.
  kReversed = 4,  // The bank took it back, from wherever it was.
};

// The names without the k, as OPEN.
std::string_view SuspenseStateText(SuspenseState state);
// Nothing for any other text.
std::optional<SuspenseState> ParseSuspenseState(std::string_view text);

// Money that came in without a payer that could be told.
struct SuspenseItem {
  int64_t id = 0;
  SuspenseState state = SuspenseState::kOpen;
  ParkReason reason = ParkReason::kNoReference;
  TransactionKind kind = TransactionKind::kPayment;  // What it becomes when assigned.
  Vnd amount;
  Day day;        // Value date.
  PayerId payer;  // Whom it was assigned to; PayerId() while nobody.
  int64_t created_us = 0;
  int64_t updated_us = 0;  // When it took its state.
  Day refund_day;          // Of a refunded one.
  std::string source;
  std::string reference;  // The bank's.
  AreaCode area;
  std::string sealed_text;  // By the service's key ring; empty where there is none.
  std::string sealed_note;
  std::string refund_reason;
  std::string decision;
};

namespace suspense_store {

// Items are never deleted, so that the next id is above all others.
int64_t NextId(soci::session& session);
void Insert(soci::session& session, std::span<const SuspenseItem> items);
// Brings all of an item that can change to what it is here.
void Update(soci::session& session, const SuspenseItem& item);

std::optional<SuspenseItem> Read(soci::session& session, int64_t id);

struct Filter {
  std::optional<SuspenseState> state;
  AreaCode area;  // Empty: all.
};
// Items after an id, by id, at most `limit`.
std::vector<SuspenseItem> List(soci::session& session, const Filter& filter, int64_t after_id,
                               int64_t limit);

// What all open items come to.
Vnd SumOpen(soci::session& session);

}  // namespace suspense_store
}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_SUSPENSE_SUSPENSE_STORE_H_
