#include "services/contribution/arrears/payer_store.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::contribution::payer_store {
namespace {

constexpr char kMonthColumns[] =
    "SELECT m.payer_id, m.month, m.due_vnd, m.paid_vnd, m.area_day, m.area ";
constexpr char kStatusColumns[] = "SELECT s.payer_id, s.from_month, s.status ";

Month MonthOf(int64_t number) { return Month::FromNumber(static_cast<int32_t>(number)); }

void ReadMonths(soci::session& session, const std::string& query,
                const std::vector<std::string>& parameters, PayerHistories& histories) {
  sql::Cursor cursor(session, query, parameters, 5, 1);
  while (cursor.Next()) {
    histories[PayerId::FromNumber(cursor.number(0))].months.push_back(
        {MonthOf(cursor.number(1)), Vnd(cursor.number(2)), Vnd(cursor.number(3)),
         Day::FromNumber(static_cast<int32_t>(cursor.number(4))),
         AreaCode::FromTrusted(cursor.text(0))});
  }
}

void ReadStatuses(soci::session& session, const std::string& query,
                  const std::vector<std::string>& parameters, PayerHistories& histories) {
  sql::Cursor cursor(session, query, parameters, 2, 1);
  while (cursor.Next()) {
    histories[PayerId::FromNumber(cursor.number(0))].exclusions.push_back(
        {MonthOf(cursor.number(1)), StatusIsExcluded(cursor.text(0))});
  }
}

}  // namespace

PayerMonth& PayerHistory::At(Month month) {
  auto at = std::lower_bound(months.begin(), months.end(), month,
                             [](const PayerMonth& m, Month value) { return m.month < value; });
  if (at == months.end() || at->month != month) {
    at = months.insert(at, {month, Vnd(), Vnd(), Day(), AreaCode()});
  }
  return *at;
}

PayerHistories Load(soci::session& session, std::span<const int64_t> ids) {
  PayerHistories histories;
  if (ids.empty()) return histories;
  const std::string list = sql::IdList(ids);
  // CROSS JOIN keeps SQLite from walking the big table first.
  const std::string keys = sql::IdTable(session, ":ids");
  ReadMonths(session,
             absl::StrCat(kMonthColumns, "FROM ", keys,
                          " k CROSS JOIN payer_month m WHERE m.payer_id = k.value "
                          "ORDER BY m.payer_id, m.month"),
             {list}, histories);
  ReadStatuses(session,
               absl::StrCat(kStatusColumns, "FROM ", keys,
                            " k CROSS JOIN payer_status s WHERE s.payer_id = k.value "
                            "ORDER BY s.payer_id, s.from_month"),
               {list}, histories);
  return histories;
}

PayerHistories LoadRange(soci::session& session, PayerId after, PayerId through) {
  PayerHistories histories;
  const std::vector<std::string> range = {absl::StrCat(after.number()),
                                          absl::StrCat(through.number())};
  ReadMonths(session,
             absl::StrCat(kMonthColumns,
                          "FROM payer_month m WHERE m.payer_id > CAST(:a AS BIGINT) "
                          "AND m.payer_id <= CAST(:t AS BIGINT) "
                          "ORDER BY m.payer_id, m.month"),
             range, histories);
  ReadStatuses(session,
               absl::StrCat(kStatusColumns,
                            "FROM payer_status s WHERE s.payer_id > CAST(:a AS BIGINT) "
                            "AND s.payer_id <= CAST(:t AS BIGINT) "
                            "ORDER BY s.payer_id, s.from_month"),
               range, histories);
  return histories;
}

void SaveMonths(soci::session& session, std::span<const ChangedMonth> changed) {
  sql::RowBatch rows("payer_month",
                     {"payer_id", "month", "due_vnd", "paid_vnd", "area_day", "area"});
  for (const ChangedMonth& change : changed) {
    rows.Add(change.payer.number())
        .Add(change.month.month.number())
        .Add(change.month.due.amount_vnd())
        .Add(change.month.paid.amount_vnd())
        .Add(change.month.area_day.number())
        .Add(change.month.area.text());
  }
  rows.InsertInto(session,
                  "ON CONFLICT (payer_id, month) DO UPDATE SET due_vnd = excluded.due_vnd, "
                  "paid_vnd = excluded.paid_vnd, area_day = excluded.area_day, "
                  "area = excluded.area");
}

std::vector<PayerId> PayersWithStatuses(soci::session& session) {
  std::vector<PayerId> payers;
  sql::Cursor cursor(session, "SELECT DISTINCT payer_id FROM payer_status", {}, 1, 0);
  while (cursor.Next()) payers.push_back(PayerId::FromNumber(cursor.number(0)));
  return payers;
}

void ReplaceStatuses(soci::session& session,
                     const absl::btree_map<PayerId, std::vector<StatusSpan>>& statuses) {
  std::vector<int64_t> ids;
  sql::RowBatch rows("payer_status", {"payer_id", "from_month", "status"});
  for (const auto& [payer, spans] : statuses) {
    ids.push_back(payer.number());
    for (const StatusSpan& span : spans) {
      rows.Add(payer.number()).Add(span.from.number()).Add(span.status);
    }
  }
  if (ids.empty()) return;
  const std::string list = sql::IdList(ids);
  session << "DELETE FROM payer_status WHERE payer_id IN (SELECT value FROM "
          << sql::IdTable(session, ":ids") << " k)",
      soci::use(list);
  rows.InsertInto(session);
}

}  // namespace baophu::contribution::payer_store
