#include "services/contribution/payments/payment_store.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::contribution::payment_store {

BankPayments Find(soci::session& session, std::span<const KeyedHash> references) {
  BankPayments payments;
  if (references.empty()) return payments;
  std::vector<int64_t> keys;
  keys.reserve(references.size());
  for (const KeyedHash& reference : references) keys.push_back(reference.high);
  // Half of a hash may find a row too many; the map is of whole ones.
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT p.reference_high, p.reference_low, p.payer_id, p.kind, p.amount_vnd, "
                   "p.day, p.item_id, p.reversed FROM ",
                   sql::IdTable(session, ":ids"),
                   " k CROSS JOIN bank_payment p WHERE p.reference_high = k.value"),
      {sql::IdList(keys)}, 8, 0);
  while (cursor.Next()) {
    BankPayment payment;
    payment.reference = {cursor.number(0), cursor.number(1)};
    payment.payer = PayerId::FromNumber(cursor.number(2));
    payment.kind = static_cast<TransactionKind>(cursor.number(3));
    payment.amount = Vnd(cursor.number(4));
    payment.day = Day::FromNumber(static_cast<int32_t>(cursor.number(5)));
    payment.item_id = cursor.number(6);
    payment.reversed = cursor.number(7) != 0;
    payments[payment.reference] = payment;
  }
  return payments;
}

void Insert(soci::session& session, std::span<const BankPayment> payments) {
  sql::RowBatch rows("bank_payment", {"reference_high", "reference_low", "payer_id", "kind",
                                      "amount_vnd", "day", "item_id", "reversed"});
  for (const BankPayment& payment : payments) {
    rows.Add(payment.reference.high)
        .Add(payment.reference.low)
        .Add(payment.payer.number())
        .Add(static_cast<int64_t>(payment.kind))
        .Add(payment.amount.amount_vnd())
        .Add(payment.day.number())
        .Add(payment.item_id)
        .Add(payment.reversed ? 1 : 0);
  }
  if (!rows.empty()) rows.InsertInto(session);
}

void Update(soci::session& session, const BankPayment& payment) {
  const long long high = payment.reference.high;
  const long long low = payment.reference.low;
  const long long payer = payment.payer.number();
  const long long kind = static_cast<int64_t>(payment.kind);
  const long long reversed = payment.reversed ? 1 : 0;
  session << "UPDATE bank_payment SET payer_id = :p, kind = :k, reversed = :r "
             "WHERE reference_high = :h AND reference_low = :l",
      soci::use(payer), soci::use(kind), soci::use(reversed), soci::use(high), soci::use(low);
}

}  // namespace baophu::contribution::payment_store
