#include "services/contribution/arrangements/arrangement_store.h"

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::contribution::arrangement_store {

std::vector<Arrangement> List(soci::session& session, PayerId employer) {
  sql::Cursor cursor(session,
                     "SELECT kind, from_month, through_month, revision, decision_number FROM "
                     "payment_arrangement WHERE payer_id = CAST(:p AS BIGINT) ORDER BY revision",
                     {absl::StrCat(employer.number())}, 4, 1);
  std::vector<Arrangement> arrangements;
  while (cursor.Next()) {
    arrangements.push_back({static_cast<ArrangementKind>(cursor.number(0)),
                            Month::FromNumber(static_cast<int32_t>(cursor.number(1))),
                            Month::FromNumber(static_cast<int32_t>(cursor.number(2))),
                            cursor.text(0), cursor.number(3)});
  }
  return arrangements;
}

void Insert(soci::session& session, PayerId employer, const Arrangement& arrangement,
            int64_t now_us) {
  sql::RowBatch rows("payment_arrangement", {"payer_id", "revision", "kind", "from_month",
                                             "through_month", "decision_number", "recorded_us"});
  rows.Add(employer.number())
      .Add(arrangement.revision)
      .Add(static_cast<int64_t>(arrangement.kind))
      .Add(arrangement.from.number())
      .Add(arrangement.through.number())
      .Add(arrangement.decision_number)
      .Add(now_us);
  rows.InsertInto(session);
}

}  // namespace baophu::contribution::arrangement_store
