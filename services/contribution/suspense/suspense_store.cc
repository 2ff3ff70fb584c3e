#include "services/contribution/suspense/suspense_store.h"

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::contribution {
namespace {

constexpr SuspenseState kStates[] = {SuspenseState::kOpen, SuspenseState::kAssigned,
                                     SuspenseState::kRefunded, SuspenseState::kReversed};
constexpr char kColumns[] =
    "SELECT item_id, state, park_reason, kind, amount_vnd, day, payer_id, created_us, updated_us, "
    "refund_day, source, reference, area, sealed_text, sealed_note, refund_reason, decision "
    "FROM suspense_item WHERE ";

std::vector<SuspenseItem> ReadItems(soci::session& session, const std::string& where,
                                    const std::vector<std::string>& parameters) {
  std::vector<SuspenseItem> items;
  sql::Cursor cursor(session, absl::StrCat(kColumns, where), parameters, 10, 7);
  while (cursor.Next()) {
    const auto day = [&](int column) {
      return Day::FromNumber(static_cast<int32_t>(cursor.number(column)));
    };
    SuspenseItem& item = items.emplace_back();
    item.id = cursor.number(0);
    item.state = static_cast<SuspenseState>(cursor.number(1));
    item.reason = static_cast<ParkReason>(cursor.number(2));
    item.kind = static_cast<TransactionKind>(cursor.number(3));
    item.amount = Vnd(cursor.number(4));
    item.day = day(5);
    item.payer = PayerId::FromNumber(cursor.number(6));
    item.created_us = cursor.number(7);
    item.updated_us = cursor.number(8);
    item.refund_day = day(9);
    item.source = cursor.text(0);
    item.reference = cursor.text(1);
    item.area = AreaCode::FromTrusted(cursor.text(2));
    item.sealed_text = cursor.text(3);
    item.sealed_note = cursor.text(4);
    item.refund_reason = cursor.text(5);
    item.decision = cursor.text(6);
  }
  return items;
}

}  // namespace

std::string_view SuspenseStateText(SuspenseState state) {
  switch (state) {
    case SuspenseState::kOpen:
      return "OPEN";
    case SuspenseState::kAssigned:
      return "ASSIGNED";
    case SuspenseState::kRefunded:
      return "REFUNDED";
    case SuspenseState::kReversed:
      return "REVERSED";
  }
  return "";
}

std::optional<SuspenseState> ParseSuspenseState(std::string_view text) {
  for (const SuspenseState state : kStates) {
    if (SuspenseStateText(state) == text) return state;
  }
  return std::nullopt;
}

namespace suspense_store {

int64_t NextId(soci::session& session) {
  long long last = 0;
  session << "SELECT COALESCE(MAX(item_id), 0) FROM suspense_item", soci::into(last);
  return last + 1;
}

void Insert(soci::session& session, std::span<const SuspenseItem> items) {
  sql::RowBatch rows("suspense_item",
                     {"item_id", "state", "park_reason", "kind", "amount_vnd", "day", "payer_id",
                      "created_us", "updated_us", "refund_day", "source", "reference", "area",
                      "sealed_text", "sealed_note", "refund_reason", "decision"});
  for (const SuspenseItem& item : items) {
    rows.Add(item.id)
        .Add(static_cast<int64_t>(item.state))
        .Add(static_cast<int64_t>(item.reason))
        .Add(static_cast<int64_t>(item.kind))
        .Add(item.amount.amount_vnd())
        .Add(item.day.number())
        .Add(item.payer.number())
        .Add(item.created_us)
        .Add(item.updated_us)
        .Add(item.refund_day.number())
        .Add(item.source)
        .Add(item.reference)
        .Add(item.area.text())
        .Add(item.sealed_text)
        .Add(item.sealed_note)
        .Add(item.refund_reason)
        .Add(item.decision);
  }
  if (!rows.empty()) rows.InsertInto(session);
}

void Update(soci::session& session, const SuspenseItem& item) {
  const long long state = static_cast<int64_t>(item.state);
  const long long payer = item.payer.number();
  const long long updated_us = item.updated_us;
  const long long refund_day = item.refund_day.number();
  const long long id = item.id;
  session << "UPDATE suspense_item SET state = :s, payer_id = :p, updated_us = :u, "
             "refund_day = :d, sealed_note = :n, refund_reason = :r, decision = :c "
             "WHERE item_id = :i",
      soci::use(state), soci::use(payer), soci::use(updated_us), soci::use(refund_day),
      soci::use(item.sealed_note), soci::use(item.refund_reason), soci::use(item.decision),
      soci::use(id);
}

std::optional<SuspenseItem> Read(soci::session& session, int64_t id) {
  std::vector<SuspenseItem> items =
      ReadItems(session, "item_id = CAST(:i AS BIGINT)", {absl::StrCat(id)});
  if (items.empty()) return std::nullopt;
  return std::move(items.front());
}

std::vector<SuspenseItem> List(soci::session& session, const Filter& filter, int64_t after_id,
                               int64_t limit) {
  std::string where = "item_id > CAST(:a AS BIGINT)";
  std::vector<std::string> parameters = {absl::StrCat(after_id)};
  if (filter.state.has_value()) {
    absl::StrAppend(&where, " AND state = CAST(:s AS BIGINT)");
    parameters.push_back(absl::StrCat(static_cast<int64_t>(*filter.state)));
  }
  if (!filter.area.empty()) {
    absl::StrAppend(&where, " AND area = :r");
    parameters.push_back(filter.area.ToString());
  }
  absl::StrAppend(&where, " ORDER BY item_id LIMIT CAST(:l AS BIGINT)");
  parameters.push_back(absl::StrCat(limit));
  return ReadItems(session, where, parameters);
}

Vnd SumOpen(soci::session& session) {
  const long long open = static_cast<int64_t>(SuspenseState::kOpen);
  long long sum_vnd = 0;
  session << "SELECT CAST(COALESCE(SUM(amount_vnd), 0) AS BIGINT) FROM suspense_item "
             "WHERE state = :s",
      soci::use(open), soci::into(sum_vnd);
  return Vnd(sum_vnd);
}

}  // namespace suspense_store
}  // namespace baophu::contribution
