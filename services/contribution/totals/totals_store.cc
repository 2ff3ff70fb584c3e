#include "services/contribution/totals/totals_store.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/sql/cursor.h"
#include "common/sql/row_batch.h"

namespace baophu::contribution::totals_store {
namespace {

constexpr char kOwnTable[] = "area_own_month";
constexpr char kTotalTable[] = "area_total_month";

// Amounts by fund with what their columns are named after the fund.
struct FundColumns {
  FundAmounts AreaAmounts::*amounts;
  const char* name;
};
constexpr FundColumns kFundMembers[] = {
    {&AreaAmounts::assessed, ""},
    {&AreaAmounts::allocated, "allocated_"},
    {&AreaAmounts::interest, "interest_"},
    {&AreaAmounts::interest_paid, "interest_paid_"},
    {&AreaAmounts::fund_outstanding_change, "outstanding_change_"}};

const std::vector<std::string>& AmountColumns() {
  static const auto* const kColumns = [] {
    auto* columns = new std::vector<std::string>;
    for (const FundColumns& member : kFundMembers) {
      for (const char* fund : kFundColumns) columns->push_back(absl::StrCat(member.name, fund));
    }
    columns->insert(columns->end(),
                    {"collected_vnd", "outstanding_change_vnd", "in_arrears_change"});
    return columns;
  }();
  return *kColumns;
}

// Adds amounts to those of a table.
void AddTo(soci::session& session, const char* table, const AreaMonthAmounts& amounts) {
  std::vector<std::string> columns = {"area", "month"};
  columns.insert(columns.end(), AmountColumns().begin(), AmountColumns().end());
  sql::RowBatch rows(table, columns);
  for (const auto& [key, value] : amounts) {
    rows.Add(key.area.text()).Add(key.month.number());
    for (const FundColumns& member : kFundMembers) {
      for (const Vnd amount : value.*member.amounts) rows.Add(amount.amount_vnd());
    }
    rows.Add(value.collected.amount_vnd())
        .Add(value.outstanding_change.amount_vnd())
        .Add(value.in_arrears_change);
  }
  const std::string sums =
      absl::StrJoin(AmountColumns(), ", ", [&](std::string* out, const std::string& column) {
        absl::StrAppend(out, column, " = ", table, ".", column, " + excluded.", column);
      });
  rows.InsertInto(session, absl::StrCat("ON CONFLICT (area, month) DO UPDATE SET ", sums));
}

// Rows of these tables, in the order of the query.
class AmountCursor {
 public:
  AmountCursor(soci::session& session, const std::string& from,
               const std::vector<std::string>& parameters)
      : cursor_(session,
                absl::StrCat("SELECT month, ", absl::StrJoin(AmountColumns(), ", "), ", area FROM ",
                             from),
                parameters, static_cast<int>(AmountColumns().size()) + 1, 1) {}

  bool Next() { return cursor_.Next(); }
  AreaCode area() const { return AreaCode::FromTrusted(cursor_.text(0)); }
  Month month() const { return Month::FromNumber(static_cast<int32_t>(cursor_.number(0))); }
  AreaAmounts amounts() const {
    AreaAmounts amounts;
    int column = 1;
    for (const FundColumns& member : kFundMembers) {
      for (Vnd& amount : amounts.*member.amounts) amount = Vnd(cursor_.number(column++));
    }
    amounts.collected = Vnd(cursor_.number(column++));
    amounts.outstanding_change = Vnd(cursor_.number(column++));
    amounts.in_arrears_change = cursor_.number(column);
    return amounts;
  }

 private:
  sql::Cursor cursor_;
};

AreaMonthAmounts ReadTable(soci::session& session, const char* table) {
  AreaMonthAmounts all;
  AmountCursor cursor(session, table, {});
  while (cursor.Next()) {
    const AreaAmounts amounts = cursor.amounts();
    if (!amounts.zero()) all.emplace(AreaMonth{cursor.area(), cursor.month()}, amounts);
  }
  return all;
}

}  // namespace

void Merge(const TouchedAreas& from, TouchedAreas& into) {
  for (const auto& [area, month] : from) {
    const auto [found, inserted] = into.emplace(area, month);
    if (!inserted) found->second = std::min(found->second, month);
  }
}

TouchedAreas Apply(soci::session& session, const AreaCatalogue& catalogue,
                   const AreaMonthAmounts& own_changes) {
  AddTo(session, kOwnTable, own_changes);
  const AreaMonthAmounts totals = SpreadToAncestors(catalogue, own_changes);
  AddTo(session, kTotalTable, totals);
  TouchedAreas touched;
  // In order of months within an area, so the first one stays.
  for (const auto& [key, amounts] : totals) touched.emplace(key.area, key.month);
  return touched;
}

void Rebuild(soci::session& session, const AreaCatalogue& catalogue) {
  session << "DELETE FROM area_total_month";
  AddTo(session, kTotalTable, SpreadToAncestors(catalogue, ReadOwn(session)));
}

AreaMonthAmounts ReadOwn(soci::session& session) { return ReadTable(session, kOwnTable); }
AreaMonthAmounts ReadTotals(soci::session& session) { return ReadTable(session, kTotalTable); }

std::vector<MonthAmounts> ReadArea(soci::session& session, AreaCode area, Month through) {
  return std::move(ReadAreas(session, {&area, 1}, through)[area]);
}

AreaHistories ReadAreas(soci::session& session, std::span<const AreaCode> areas, Month through) {
  std::vector<std::string> codes;
  for (const AreaCode area : areas) codes.push_back(area.ToString());
  AreaHistories histories;
  AmountCursor cursor(session,
                      absl::StrCat(sql::TextTable(session, ":areas"), " k CROSS JOIN ", kTotalTable,
                                   " t WHERE t.area = k.value AND t.month <= CAST(:m AS BIGINT) "
                                   "ORDER BY t.area, t.month"),
                      {sql::TextList(codes), absl::StrCat(through.number())});
  while (cursor.Next()) histories[cursor.area()].push_back({cursor.month(), cursor.amounts()});
  return histories;
}

void Count(Month month, Day day, MonthCounts& counts) {
  ++counts[month];
  if (day.month() != month) ++counts[day.month()];
}

MonthCounts ReadMonthCounts(soci::session& session) {
  MonthCounts counts;
  sql::Cursor cursor(session, "SELECT month, transaction_count FROM ledger_month", {}, 2, 0);
  while (cursor.Next()) {
    counts[Month::FromNumber(static_cast<int32_t>(cursor.number(0)))] = cursor.number(1);
  }
  return counts;
}

void AddMonthCounts(soci::session& session, const MonthCounts& added) {
  sql::RowBatch rows("ledger_month", {"month", "transaction_count"});
  for (const auto& [month, count] : added) rows.Add(month.number()).Add(count);
  rows.InsertInto(session,
                  "ON CONFLICT (month) DO UPDATE SET transaction_count = "
                  "ledger_month.transaction_count + excluded.transaction_count");
}

bool HasData(const MonthCounts& counts, Month month) {
  const auto first = counts.lower_bound(month.January());
  return first != counts.end() && first->first <= month;
}

}  // namespace baophu::contribution::totals_store
