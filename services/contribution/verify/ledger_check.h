#ifndef BAOPHU_SERVICES_CONTRIBUTION_VERIFY_LEDGER_CHECK_H_
#define BAOPHU_SERVICES_CONTRIBUTION_VERIFY_LEDGER_CHECK_H_

#include <soci/soci.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/contribution/law/law.h"
#include "services/contribution/participants/catalogue_store.h"

namespace baophu::contribution {

// How far a check has come.
struct CheckState {
  int64_t done_count = 0;   // Transactions read.
  int64_t total_count = 0;  // Transactions to read.
  int64_t difference_count = 0;
  std::vector<std::string> differences;  // The first ones, without personal data.
  int64_t revision = 0;
};

// Called after each page; an error ends the check with it.
using CheckProgressCallback = std::function<absl::Status(const CheckState&)>;

// Reads the whole ledger in one snapshot, page by page, computes every sum that
// is kept of it again, and compares: each transaction balances and has its
// reference, each posting has its transaction, each payer's months, allocations and
// interest and each area's own and total amounts equal what the postings and the
// law say; and what collectors kept and won is what the covers in force make. Payers that wait to
// be settled are checked for sums only. Memory grows with areas times months and with one page of
// payers, not with the ledger. Runs inside a read of the database.
absl::Status CheckLedger(soci::session& session, const Law& law,
                         catalogue_store::CatalogueCache& catalogues,
                         const CheckProgressCallback& progress, CheckState& state);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_VERIFY_LEDGER_CHECK_H_
