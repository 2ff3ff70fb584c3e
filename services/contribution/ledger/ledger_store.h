#ifndef BAOPHU_SERVICES_CONTRIBUTION_LEDGER_LEDGER_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_LEDGER_LEDGER_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "services/contribution/ledger/ledger_row.h"
#include "services/contribution/ledger/posting.h"

// Tables ledger_transaction, ledger_posting, ledger_reference and
// ledger_sequence. Functions run inside a read or write of the database.
namespace baophu::contribution::ledger_store {

// Digests of the rows among `references` that are in the ledger.
absl::flat_hash_map<KeyedHash, KeyedHash> FindReferences(soci::session& session,
                                                         std::span<const KeyedHash> references);

// Enters rows that are not in the ledger yet, with the next transaction ids.
void Insert(soci::session& session, std::span<const LedgerRow* const> rows, int64_t revision,
            int64_t now_us);

// Place of a transaction in the order of payers and ids.
struct TransactionKey {
  PayerId payer;
  int64_t transaction_id = 0;

  friend auto operator<=>(const TransactionKey&, const TransactionKey&) = default;
};

struct StoredTransaction {
  TransactionKey key;
  TransactionKind kind = TransactionKind::kAssessment;
  AreaCode area;
  Month month;
  Day day;
  std::string source;
  std::string external_id;
  int64_t recorded_us = 0;            // Since 1970-01-01 UTC.
  std::vector<PostingLine> postings;  // By account.
};

// A payer's transactions after an id, by id, at most `limit`.
std::vector<StoredTransaction> ListOfPayer(soci::session& session, PayerId payer,
                                           int64_t after_transaction_id, int64_t limit);

// All transactions of payers, by key.
std::vector<StoredTransaction> ListOfPayers(soci::session& session,
                                            std::span<const PayerId> payers);
// Transactions of one payer that were recorded by `known_us` and are not derived, by
// id, each with the one posting that an account is computed from (see
// AccountBuilder).
std::vector<StoredTransaction> ListKnown(soci::session& session, PayerId payer, int64_t known_us);

// What a payer's assessments for a month come to, by fund.
FundAmounts AssessedFor(soci::session& session, PayerId payer, Month month);
// The same of one source, by month and due date, of all months from `first` to
// `through` that it has.
using AssessedByDue = absl::btree_map<Month, absl::btree_map<Day, FundAmounts>>;
AssessedByDue AssessedBySource(soci::session& session, PayerId payer, const std::string& source,
                               Month first, Month through);

struct LedgerPage {
  std::vector<StoredTransaction> transactions;  // By key.
  // Transactions of postings that belong to none.
  std::vector<TransactionKey> orphans;
};
// Transactions after a key, at most `limit`; the last page has fewer.
LedgerPage ReadPage(soci::session& session, TransactionKey after, int64_t limit);

// All amounts in the ledger together, each without its sign.
Vnd ReadVolume(soci::session& session);
void SaveVolume(soci::session& session, Vnd volume);

int64_t CountTransactions(soci::session& session);
int64_t CountReferences(soci::session& session);

}  // namespace baophu::contribution::ledger_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_LEDGER_LEDGER_STORE_H_
