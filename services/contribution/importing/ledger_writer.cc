#include "services/contribution/importing/ledger_writer.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "common/sql/write.h"
#include "services/contribution/arrears/payer_store.h"
#include "services/contribution/ledger/ledger_store.h"
#include "services/contribution/settlement/account_store.h"

namespace baophu::contribution {
namespace {

using payer_store::ChangedMonth;
using payer_store::PayerHistories;
using payer_store::PayerHistory;
using totals_store::MonthCounts;
using totals_store::TouchedAreas;

// Rows that are not in the ledger yet, in the order of payers. `volume` becomes
// the ledger's with them.
std::vector<const LedgerRow*> FreshRows(soci::session& session, std::span<const LedgerRow> rows,
                                        Vnd& volume, WriteOutcome& outcome) {
  std::vector<KeyedHash> references;
  references.reserve(rows.size());
  for (const LedgerRow& row : rows) {
    if (!IsDerived(row.kind)) references.push_back(row.reference);
  }
  absl::flat_hash_map<KeyedHash, KeyedHash> known =
      ledger_store::FindReferences(session, references);

  std::vector<const LedgerRow*> fresh;
  volume = ledger_store::ReadVolume(session);
  for (size_t i = 0; i < rows.size(); ++i) {
    // What is derived has no reference, and is bounded by what it is derived from.
    if (IsDerived(rows[i].kind)) {
      fresh.push_back(&rows[i]);
      continue;
    }
    const auto found = known.find(rows[i].reference);
    if (found != known.end()) {
      if (found->second == rows[i].digest) {
        outcome.unchanged.push_back(i);
      } else {
        outcome.conflicting.push_back(i);
      }
      continue;
    }
    const Vnd with_row = volume + VolumeOf(PostingsOf(rows[i]));
    if (with_row > kMaxLedgerVolume) {
      outcome.too_much.push_back(i);
      continue;
    }
    volume = with_row;
    known.emplace(rows[i].reference, rows[i].digest);
    fresh.push_back(&rows[i]);
  }
  outcome.accepted_count = static_cast<int64_t>(fresh.size());
  std::stable_sort(fresh.begin(), fresh.end(),
                   [](const LedgerRow* a, const LedgerRow* b) { return a->payer < b->payer; });
  return fresh;
}

// Enters one payer's rows into its months and what they change into `own`.
void PostPayer(std::span<const LedgerRow* const> rows, PayerHistory& history, AreaMonthAmounts& own,
               std::vector<ChangedMonth>& changed) {
  const PayerId payer = rows.front()->payer;
  AddArrears(history.Fold(), payer.is_employer(), -1, own);
  std::vector<Month> months;
  for (const LedgerRow* row : rows) {
    const PostedAmounts amounts = AmountsOf(row->kind, PostingsOf(*row));
    history.At(row->day.month()).Add(amounts.due, amounts.paid, row->day, row->area);
    months.push_back(row->day.month());
    own[{row->area, FlowMonth(row->kind, row->month, row->day)}] += FlowsOf(amounts);
  }
  AddArrears(history.Fold(), payer.is_employer(), 1, own);
  std::sort(months.begin(), months.end());
  months.erase(std::unique(months.begin(), months.end()), months.end());
  for (const Month month : months) changed.push_back({payer, history.At(month)});
}

// Payers whose allocations and interest may have changed.
std::vector<PayerId> PayersToSettle(std::span<const LedgerRow* const> rows) {
  std::vector<PayerId> payers;
  for (const LedgerRow* row : rows) {
    if (IsDerived(row->kind) || row->payer.is_suspense()) continue;
    if (payers.empty() || payers.back() != row->payer) payers.push_back(row->payer);
  }
  return payers;
}

// The first month of a year with data tells every area that the year has data,
// so every area has changed from there on.
void TouchMonthsThatGotData(const MonthCounts& before, const MonthCounts& added,
                            const AreaCatalogue& catalogue, TouchedAreas& touched) {
  for (const auto& [month, count] : added) {
    if (totals_store::HasData(before, month)) continue;
    for (const AreaRecord& record : catalogue.records()) {
      const auto [found, inserted] = touched.emplace(record.code, month);
      if (!inserted) found->second = std::min(found->second, month);
    }
    return;
  }
}

}  // namespace

WriteOutcome WriteRows(soci::session& session, const AreaCatalogue& catalogue,
                       std::span<const LedgerRow> rows, int64_t revision, int64_t now_us) {
  WriteOutcome outcome;
  Vnd volume;
  const std::vector<const LedgerRow*> fresh = FreshRows(session, rows, volume, outcome);
  if (fresh.empty()) return outcome;

  std::vector<int64_t> payers;
  for (const LedgerRow* row : fresh) {
    if (payers.empty() || payers.back() != row->payer.number()) {
      payers.push_back(row->payer.number());
    }
  }
  PayerHistories histories = payer_store::Load(session, payers);
  const MonthCounts before = totals_store::ReadMonthCounts(session);
  AreaMonthAmounts own;
  std::vector<ChangedMonth> changed;
  for (auto first = fresh.begin(); first != fresh.end();) {
    const auto end = std::find_if(
        first, fresh.end(), [&](const LedgerRow* row) { return row->payer != (*first)->payer; });
    PostPayer({first, end}, histories[(*first)->payer], own, changed);
    first = end;
  }
  EraseZeros(own);
  MonthCounts added;
  for (const LedgerRow* row : fresh) {
    if (!IsDerived(row->kind)) totals_store::Count(row->month, row->day, added);
  }
  // All is read by now, so what is written may go together.
  sql::WriteTogether(session, [&] {
    ledger_store::Insert(session, fresh, revision, now_us);
    ledger_store::SaveVolume(session, volume);
    payer_store::SaveMonths(session, changed);
    account_store::Enqueue(session, PayersToSettle(fresh));
    outcome.touched = totals_store::Apply(session, catalogue, own);
    totals_store::AddMonthCounts(session, added);
  });
  TouchMonthsThatGotData(before, added, catalogue, outcome.touched);
  return outcome;
}

}  // namespace baophu::contribution
