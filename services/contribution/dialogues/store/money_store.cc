#include "services/contribution/dialogues/store/money_store.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"
#include "services/contribution/ledger/ledger_row.h"
#include "services/contribution/payments/payment_store.h"

namespace baophu::contribution::money_store {
namespace {

MoneyMove::Kind KindOf(int64_t number) {
  switch (static_cast<TransactionKind>(number)) {
    case TransactionKind::kReversal:
      return MoneyMove::Kind::kBounced;
    case TransactionKind::kRefund:
      return MoneyMove::Kind::kRefunded;
    default:
      return MoneyMove::Kind::kPaid;
  }
}

// A payment that may be one that bounced.
struct Suspect {
  PayerId employer;
  size_t place = 0;  // Among the employer's moves.
  KeyedHash reference;
};

// Marks those of the suspects that the bank took back.
void MarkBounced(soci::session& session, const std::vector<Suspect>& suspects,
                 MovesByEmployer& moves) {
  std::vector<KeyedHash> references;
  for (const Suspect& suspect : suspects) references.push_back(suspect.reference);
  const payment_store::BankPayments payments = payment_store::Find(session, references);
  for (const Suspect& suspect : suspects) {
    const auto payment = payments.find(suspect.reference);
    if (payment == payments.end()) continue;
    moves[suspect.employer][suspect.place].has_bounced = payment->second.reversed;
  }
}

}  // namespace

MovesByEmployer ReadMoves(soci::session& session, std::span<const PayerId> employers) {
  MovesByEmployer moves;
  std::vector<int64_t> ids;
  for (const PayerId employer : employers) ids.push_back(employer.number());
  if (ids.empty()) return moves;
  // A payment that was in suspense first has the name of its bank and what follows.
  sql::Cursor cursor(
      session,
      absl::StrCat("SELECT t.payer_id, t.kind, t.day, p.unallocated_vnd, t.source, t.external_id "
                   "FROM ",
                   sql::IdTable(session, ":ids"),
                   " k CROSS JOIN ledger_transaction t JOIN ledger_posting p "
                   "ON p.payer_id = t.payer_id AND p.transaction_id = t.transaction_id "
                   "WHERE t.payer_id = k.value AND t.kind IN (",
                   static_cast<int64_t>(TransactionKind::kPayment), ", ",
                   static_cast<int64_t>(TransactionKind::kReversal), ", ",
                   static_cast<int64_t>(TransactionKind::kRefund),
                   ") AND p.account = ", static_cast<int64_t>(Account::kCash),
                   " ORDER BY t.payer_id, t.day, t.transaction_id"),
      {sql::IdList(ids)}, 4, 2);
  std::vector<Suspect> paid;
  std::set<std::pair<PayerId, Vnd>> bounced;
  while (cursor.Next()) {
    const PayerId employer = PayerId::FromNumber(cursor.number(0));
    MoneyMove move;
    move.kind = KindOf(cursor.number(1));
    move.day = Day::FromNumber(static_cast<int32_t>(cursor.number(2)));
    move.amount = Vnd(cursor.number(3)).magnitude();
    std::vector<MoneyMove>& of_employer = moves[employer];
    if (move.kind == MoneyMove::Kind::kPaid) {
      const std::string& source = cursor.text(0);
      paid.push_back({employer, of_employer.size(),
                      ReferenceOf(source.substr(0, source.find(':')), cursor.text(1))});
    } else if (move.kind == MoneyMove::Kind::kBounced) {
      bounced.emplace(employer, move.amount);
    }
    of_employer.push_back(move);
  }
  std::erase_if(paid, [&](const Suspect& payment) {
    return !bounced.contains({payment.employer, moves[payment.employer][payment.place].amount});
  });
  if (!paid.empty()) MarkBounced(session, paid, moves);
  return moves;
}

}  // namespace baophu::contribution::money_store
