#include "services/contribution/network/scorecards/quota_store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"
#include "services/contribution/network/registry/network_store.h"

namespace baophu::contribution::quota_store {

Quotas Read(soci::session& session, MonthRange months) {
  Quotas quotas;
  sql::Cursor cursor(session,
                     "SELECT holder_kind, from_month, through_month, goal, scheme, people_count, "
                     "holder FROM collection_quota WHERE through_month >= CAST(:f AS BIGINT) "
                     "AND from_month <= CAST(:t AS BIGINT) ORDER BY version_id",
                     {absl::StrCat(months.from.number()), absl::StrCat(months.through.number())}, 6,
                     1);
  while (cursor.Next()) {
    QuotaKey key;
    key.holder_kind = static_cast<QuotaHolder>(cursor.number(0));
    key.from = Month::FromNumber(static_cast<int32_t>(cursor.number(1)));
    key.through = Month::FromNumber(static_cast<int32_t>(cursor.number(2)));
    key.goal = static_cast<QuotaGoal>(cursor.number(3));
    if (cursor.number(4) != 0) key.scheme = static_cast<SelfPaidScheme>(cursor.number(4));
    key.holder = cursor.text(0);
    quotas.insert_or_assign(std::move(key), cursor.number(5));
  }
  return quotas;
}

void Add(soci::session& session, const Quota& quota) {
  const QuotaKey& key = quota.key;
  sql::RowBatch row("collection_quota",
                    {"holder_kind", "holder", "from_month", "through_month", "goal", "scheme",
                     "version_id", "people_count", "recorded_us", "revision"});
  row.Add(static_cast<int64_t>(key.holder_kind))
      .Add(key.holder)
      .Add(key.from.number())
      .Add(key.through.number())
      .Add(static_cast<int64_t>(key.goal))
      .Add(key.scheme.has_value() ? static_cast<int64_t>(*key.scheme) : 0)
      .Add(network_store::TakeIds(session, 1))
      .Add(quota.people)
      .Add(quota.recorded.us)
      .Add(quota.recorded.revision);
  row.InsertInto(session);
}

}  // namespace baophu::contribution::quota_store
