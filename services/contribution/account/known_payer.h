#ifndef BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_KNOWN_PAYER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_KNOWN_PAYER_H_

#include <soci/soci.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "services/contribution/account/account.h"
#include "services/contribution/account/statement.h"
#include "services/contribution/ledger/ledger_store.h"

namespace baophu::contribution {

// For `known_us`: whatever is recorded.
inline constexpr int64_t kKnownNow = std::numeric_limits<int64_t>::max();

// All that an account is computed from, as far as it was recorded by some moment.
struct KnownPayer {
  std::vector<ledger_store::StoredTransaction> transactions;  // By id.
  AccountDecisions decisions;
  std::optional<Month> charged_through;

  PayerAccount account() const;
  // Points into this.
  KnownAccount view() const { return {transactions, decisions, charged_through}; }
};

// Runs inside a read or write of the database. `known_us` counts microseconds since
// 1970-01-01 UTC.
KnownPayer ReadKnownPayer(soci::session& session, PayerId payer, int64_t known_us);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_KNOWN_PAYER_H_
