#ifndef BAOPHU_SERVICES_CONTRIBUTION_ARREARS_PAYER_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ARREARS_PAYER_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "services/contribution/arrears/arrears_fold.h"
#include "services/contribution/ledger/payer_id.h"

// Tables payer_month and payer_status: what the arrears rule reads. Functions
// run inside a read or write of the database.
namespace baophu::contribution::payer_store {

// A status as participant names it, from a month on.
struct StatusSpan {
  Month from;
  std::string status;

  friend bool operator==(const StatusSpan&, const StatusSpan&) = default;
};

struct PayerHistory {
  std::vector<PayerMonth> months;           // By month.
  std::vector<ExclusionChange> exclusions;  // By month.

  // The month's entry, which is added when there is none.
  PayerMonth& At(Month month);

  std::vector<ArrearsStep> Fold() const { return FoldArrears(months, exclusions); }
};

using PayerHistories = absl::btree_map<PayerId, PayerHistory>;

// Payers of `ids` that have anything stored.
PayerHistories Load(soci::session& session, std::span<const int64_t> ids);

// All payers after `after` up to and including `through` that have anything
// stored.
PayerHistories LoadRange(soci::session& session, PayerId after, PayerId through);

struct ChangedMonth {
  PayerId payer;
  PayerMonth month;
};
// Inserts or replaces.
void SaveMonths(soci::session& session, std::span<const ChangedMonth> changed);

// Payers that have statuses stored.
std::vector<PayerId> PayersWithStatuses(soci::session& session);

// Replaces all statuses of these payers.
void ReplaceStatuses(soci::session& session,
                     const absl::btree_map<PayerId, std::vector<StatusSpan>>& statuses);

}  // namespace baophu::contribution::payer_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ARREARS_PAYER_STORE_H_
