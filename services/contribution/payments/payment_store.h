#ifndef BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_PAYMENT_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_PAYMENT_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <span>

#include "absl/container/flat_hash_map.h"
#include "common/keys/key_ring.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/ledger/payer_id.h"
#include "services/contribution/ledger/posting.h"

// Table bank_payment. Functions run inside a read or write of the database.
namespace baophu::contribution::payment_store {

// A payment of a bank's statement, and who has its money now.
struct BankPayment {
  KeyedHash reference;                               // As ReferenceOf makes it.
  PayerId payer;                                     // Suspense while nobody else.
  TransactionKind kind = TransactionKind::kPayment;  // PAYMENT or PENALTY_PAYMENT.
  Vnd amount;
  Day day;              // Value date.
  int64_t item_id = 0;  // Of suspense, where it was once; or 0.
  bool reversed = false;
};

using BankPayments = absl::flat_hash_map<KeyedHash, BankPayment>;

// Those of `references` that are there.
BankPayments Find(soci::session& session, std::span<const KeyedHash> references);
void Insert(soci::session& session, std::span<const BankPayment> payments);
// Brings payer, kind and reversed of a payment that is there to these.
void Update(soci::session& session, const BankPayment& payment);

}  // namespace baophu::contribution::payment_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_PAYMENTS_PAYMENT_STORE_H_
