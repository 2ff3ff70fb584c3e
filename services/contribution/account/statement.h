#ifndef BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_STATEMENT_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_STATEMENT_H_

#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "services/contribution/account/account_fold.h"
#include "services/contribution/law/law.h"
#include "services/contribution/ledger/ledger_store.h"

// A payer's month, as the monthly notice C12-TS tells it. Pure.
namespace baophu::contribution {

// What was known of a payer: all transactions, decisions on its account, and the last
// month whose interest was charged.
struct KnownAccount {
  std::span<const ledger_store::StoredTransaction> transactions;
  const AccountDecisions& decisions;
  std::optional<Month> charged_through;
};

struct StatementFund {
  Vnd opening;
  Vnd assessed;  // For the month.
  Vnd adjusted;  // For other months, as it became known.
  Vnd allocated;
  Vnd closing;  // opening + assessed + adjusted - allocated
};

struct StatementInterest {
  Vnd opening;
  Vnd charged;
  Vnd waived;
  Vnd paid;
  Vnd closing;  // opening + charged - waived - paid
  Vnd accrued;  // Borne by the month's end and not charged yet.
};

struct Statement {
  AreaCode area;  // Of the latest transaction; empty when there is none.
  StatementFund funds[kFundCount];
  StatementInterest interest;
  Vnd opening_in_hand;
  Vnd closing_in_hand;
  std::vector<const ledger_store::StoredTransaction*> money;  // By day.
  std::vector<DerivedLine> allocations;                       // By day.
  Vnd penalty;
  Vnd overdue;

  StatementFund total() const;
};

// `before` is what was known when the month before ended; null where nothing that
// became known since is to be told apart. The statement points into `now`.
absl::StatusOr<Statement> MakeStatement(const KnownAccount& now, const KnownAccount* before,
                                        const Law& law, Month month);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_STATEMENT_H_
