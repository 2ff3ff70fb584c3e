#include "services/contribution/refunds/refund_store.h"

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::contribution::refund_store {

void Insert(soci::session& session, const PayerRefund& refund) {
  sql::RowBatch rows("payer_refund", {"payer_id", "amount_vnd", "day", "recorded_us", "decision",
                                      "reason", "area"});
  rows.Add(refund.payer.number())
      .Add(refund.amount.amount_vnd())
      .Add(refund.day.number())
      .Add(refund.recorded_us)
      .Add(refund.decision)
      .Add(refund.reason)
      .Add(refund.area.text());
  rows.InsertInto(session);
}

bool Has(soci::session& session, PayerId payer, const std::string& decision) {
  const long long payer_id = payer.number();
  long long count = 0;
  session << "SELECT COUNT(*) FROM payer_refund WHERE payer_id = :p AND decision = :d",
      soci::use(payer_id), soci::use(decision), soci::into(count);
  return count > 0;
}

std::vector<PayerRefund> List(soci::session& session, PayerId payer,
                              const std::string& after_decision, int64_t limit) {
  sql::Cursor cursor(
      session,
      "SELECT amount_vnd, day, recorded_us, decision, reason, area FROM payer_refund "
      "WHERE payer_id = CAST(:p AS BIGINT) AND decision > :d "
      "ORDER BY decision LIMIT CAST(:l AS BIGINT)",
      {absl::StrCat(payer.number()), after_decision, absl::StrCat(limit)}, 3, 3);
  std::vector<PayerRefund> refunds;
  while (cursor.Next()) {
    refunds.push_back({payer, Vnd(cursor.number(0)),
                       Day::FromNumber(static_cast<int32_t>(cursor.number(1))), cursor.number(2),
                       cursor.text(0), cursor.text(1), AreaCode::FromTrusted(cursor.text(2))});
  }
  return refunds;
}

}  // namespace baophu::contribution::refund_store
