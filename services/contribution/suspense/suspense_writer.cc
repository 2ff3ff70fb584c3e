#include "services/contribution/suspense/suspense_writer.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/month/moment.h"
#include "common/status/fault.h"
#include "common/status/try.h"
#include "services/contribution/account/account_fold.h"
#include "services/contribution/account/known_payer.h"
#include "services/contribution/importing/ledger_writer.h"
#include "services/contribution/importing/row_rules.h"
#include "services/contribution/ledger/ledger_store.h"
#include "services/contribution/payments/payment_store.h"

namespace baophu::contribution {
namespace {

using ledger_store::StoredTransaction;
using payment_store::BankPayment;

// What follows a bank's name in the source of a transaction that moves a payment of
// the bank's. No source of an import has a ':'.
constexpr char kMoved[] = ":moved";        // Out of suspense.
constexpr char kAssigned[] = ":assigned";  // To a payer.
constexpr char kRefunded[] = ":refunded";  // Out of suspense, to who sent it.
// Source of a refund to a payer, before the payer's name.
constexpr char kRefundOf[] = "refund:";

absl::Status Post(LedgerWrite& write, std::span<const LedgerRow> rows) {
  const WriteOutcome written =
      WriteRows(write.session, write.catalogue, rows, write.revision, write.now_us);
  if (!written.too_much.empty()) {
    return FaultStatus(absl::StatusCode::kResourceExhausted, "SUM_OUT_OF_RANGE", "",
                       "it would take the ledger past the largest sum that it may hold",
                       "tell who runs the service");
  }
  if (written.accepted_count != static_cast<int64_t>(rows.size())) {
    return absl::InternalError("a transaction that moves a payment is in the ledger already");
  }
  totals_store::Merge(written.touched, write.touched);
  return absl::OkStatus();
}

LedgerRow RowOf(TransactionKind kind, std::string source, std::string external_id, PayerId payer,
                AreaCode area, Day day, Vnd amount) {
  LedgerRow row;
  row.kind = kind;
  row.source = std::move(source);
  row.external_id = std::move(external_id);
  row.reference = ReferenceOf(row.source, row.external_id);
  row.digest = row.reference;
  row.payer = payer;
  row.area = area;
  row.day = day;
  row.month = day.month();
  row.amount = amount;
  return row;
}

// What takes an item's money out of suspense.
LedgerRow OutOfSuspense(const SuspenseItem& item, TransactionKind kind, const char* how, Day day) {
  return RowOf(kind, absl::StrCat(item.source, how), item.reference, PayerId::Suspense(), item.area,
               day, item.amount);
}

std::string WhatBecameOf(const SuspenseItem& item) {
  const std::string at = VietnamDay(item.updated_us).ToString();
  switch (item.state) {
    case SuspenseState::kOpen:
      break;
    case SuspenseState::kAssigned:
      return absl::StrCat("was assigned to ", item.payer.ToName(), " on ", at);
    case SuspenseState::kRefunded:
      return absl::StrCat("went back to who sent it on ", item.refund_day.ToString(),
                          " by decision ", item.decision);
    case SuspenseState::kReversed:
      return absl::StrCat("bounced, which was recorded on ", at);
  }
  return "is open";
}

absl::StatusOr<SuspenseItem> ReadOpen(soci::session& session, int64_t item_id) {
  std::optional<SuspenseItem> item = suspense_store::Read(session, item_id);
  if (!item.has_value()) {
    return FaultStatus(absl::StatusCode::kNotFound, "UNKNOWN_SUSPENSE_ITEM", "name",
                       "there is no such item", "list suspense items to see their names");
  }
  if (item->state != SuspenseState::kOpen) {
    return FaultStatus(absl::StatusCode::kFailedPrecondition, "SUSPENSE_ITEM_NOT_OPEN", "name",
                       absl::StrCat("its money ", WhatBecameOf(*item)),
                       "choose an item that is OPEN");
  }
  return *std::move(item);
}

absl::Status CheckRefund(const LedgerWrite& write, Day day, const std::string& reason) {
  if (const Day today = VietnamDay(write.now_us); day > today) {
    return InvalidField("refund_date",
                        absl::StrCat("is after today in Vietnam, ", today.ToString()),
                        "send the day on which the money went back");
  }
  if (!write.law.IsRefundReason(reason, day.month())) {
    return InvalidField("reason",
                        absl::StrCat("is no reason for a refund in ", day.month().ToString()),
                        "send a reason of the rules' table refund_reasons");
  }
  return absl::OkStatus();
}

// What the account has in hand at a day's end.
absl::StatusOr<Vnd> InHand(const Law& law, const KnownPayer& known, Day day) {
  BAOPHU_ASSIGN(const AccountHistory history,
                FoldAccount(known.account(), law, known.charged_through, day));
  return history.state.in_hand;
}

// The latest transaction up to a day.
const StoredTransaction* LatestOf(const std::vector<StoredTransaction>& transactions, Day day) {
  const StoredTransaction* latest = nullptr;
  for (const StoredTransaction& transaction : transactions) {
    if (transaction.day > day) continue;
    if (latest == nullptr || latest->day <= transaction.day) latest = &transaction;
  }
  return latest;
}

}  // namespace

absl::StatusOr<std::optional<Day>> ReadRefundDate(const std::string& text) {
  if (text.empty()) return std::optional<Day>();
  const absl::StatusOr<Day> day = Day::Parse(text);
  if (!day.ok()) return WithField(day.status(), "refund_date");
  return std::optional<Day>(*day);
}

absl::StatusOr<std::string> ReadDecision(const std::string& text) {
  std::string decision = ReadExternalId(text);
  if (!decision.empty()) return decision;
  return InvalidField("decision", "is not the number of a decision",
                      "send 1 to 60 visible characters without spaces, as 12/QĐ-BHXH");
}

absl::StatusOr<SuspenseItem> AssignItem(LedgerWrite& write, int64_t item_id, PayerId payer,
                                        const std::string& sealed_note) {
  BAOPHU_ASSIGN(SuspenseItem item, ReadOpen(write.session, item_id));
  BAOPHU_TRY(Post(write, std::vector<LedgerRow>{
                             OutOfSuspense(item, TransactionKind::kReversal, kMoved, item.day),
                             RowOf(item.kind, absl::StrCat(item.source, kAssigned), item.reference,
                                   payer, item.area, item.day, item.amount)}));
  BankPayment payment;
  payment.reference = ReferenceOf(item.source, item.reference);
  payment.payer = payer;
  payment.kind = item.kind;
  payment_store::Update(write.session, payment);
  item.state = SuspenseState::kAssigned;
  item.payer = payer;
  item.updated_us = write.now_us;
  item.sealed_note = sealed_note;
  suspense_store::Update(write.session, item);
  return item;
}

absl::StatusOr<SuspenseItem> RefundItem(LedgerWrite& write, int64_t item_id,
                                        const ItemRefund& refund) {
  BAOPHU_ASSIGN(SuspenseItem item, ReadOpen(write.session, item_id));
  BAOPHU_TRY(CheckRefund(write, refund.day, refund.reason));
  if (refund.day < item.day) {
    return InvalidField("refund_date",
                        absl::StrCat("is before the money came in, ", item.day.ToString()),
                        "send the day on which the money went back");
  }
  const LedgerRow row = OutOfSuspense(item, TransactionKind::kRefund, kRefunded, refund.day);
  BAOPHU_TRY(Post(write, {&row, 1}));
  item.state = SuspenseState::kRefunded;
  item.updated_us = write.now_us;
  item.refund_day = refund.day;
  item.refund_reason = refund.reason;
  item.decision = refund.decision;
  item.sealed_note = refund.sealed_note;
  suspense_store::Update(write.session, item);
  return item;
}

absl::Status RefundInHand(LedgerWrite& write, PayerRefund& refund) {
  BAOPHU_TRY(CheckRefund(write, refund.day, refund.reason));
  if (!refund.area.empty() && write.catalogue.Find(refund.area, refund.day.month()) == nullptr) {
    return InvalidField("area",
                        absl::StrCat("no area has this code in ", refund.day.month().ToString()),
                        "send the code of an area in that month, or leave it out");
  }
  if (refund_store::Has(write.session, refund.payer, refund.decision)) {
    return FaultStatus(absl::StatusCode::kAlreadyExists, "REFUND_EXISTS", "decision",
                       "the payer has a refund of this decision",
                       "list the payer's refunds to see it");
  }
  const KnownPayer known = ReadKnownPayer(write.session, refund.payer, kKnownNow);
  BAOPHU_ASSIGN(const Vnd then, InHand(write.law, known, refund.day));
  BAOPHU_ASSIGN(const Vnd now, InHand(write.law, known, VietnamDay(write.now_us)));
  const Vnd most = std::max(std::min(then, now), Vnd());
  if (refund.amount > most) {
    return FaultStatus(
        absl::StatusCode::kFailedPrecondition, "MORE_THAN_IN_HAND", "amount_vnd",
        absl::StrCat("is more than the ", most.amount_vnd(), " đồng that were in hand on ",
                     refund.day.ToString(), " and still are"),
        "send at most that, or see the payer's account for where its money went");
  }
  // There is money in hand, so there is a transaction.
  if (refund.area.empty()) refund.area = LatestOf(known.transactions, refund.day)->area;
  refund.recorded_us = write.now_us;
  const LedgerRow row =
      RowOf(TransactionKind::kRefund, absl::StrCat(kRefundOf, refund.payer.ToName()),
            refund.decision, refund.payer, refund.area, refund.day, refund.amount);
  BAOPHU_TRY(Post(write, {&row, 1}));
  refund_store::Insert(write.session, refund);
  return absl::OkStatus();
}

}  // namespace baophu::contribution
