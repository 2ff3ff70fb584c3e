#include "services/contribution/settlement/account_writer.h"

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/contribution/arrears/payer_store.h"
#include "services/contribution/importing/ledger_writer.h"
#include "services/contribution/ledger/ledger_store.h"
#include "services/contribution/settlement/account_store.h"
#include "services/contribution/settlement/settlement.h"

namespace baophu::contribution {
namespace {

using ledger_store::StoredTransaction;

void AddRows(PayerId payer, const DerivedAmounts& missing, std::vector<LedgerRow>& rows) {
  for (const auto& [key, amounts] : missing) {
    LedgerRow row;
    row.kind = key.kind;
    row.payer = payer;
    row.area = key.area;
    row.month = key.month;
    row.day = key.day;
    row.funds = amounts;
    rows.push_back(std::move(row));
  }
}

void Merge(const totals_store::TouchedAreas& from, totals_store::TouchedAreas& into) {
  for (const auto& [area, month] : from) {
    const auto [found, inserted] = into.emplace(area, month);
    if (!inserted) found->second = std::min(found->second, month);
  }
}

// Brings what is kept of payers' debts by fund to what `debts` tells, and the
// areas' sums with it.
totals_store::TouchedAreas SaveDebts(
    soci::session& session, const AreaCatalogue& areas, std::span<const PayerId> payers,
    const absl::btree_map<PayerId, std::vector<MonthDebt>>& debts) {
  std::vector<int64_t> ids;
  for (const PayerId payer : payers) ids.push_back(payer.number());
  payer_store::PayerHistories histories = payer_store::Load(session, ids);
  AreaMonthAmounts own;
  for (const auto& [payer, steps] : account_store::ReadDebts(session, payers)) {
    AddDebts(steps, -1, own);
  }
  account_store::DebtSteps now;
  for (const auto& [payer, of_payer] : debts) {
    std::vector<DebtStep> steps = SplitByFund(histories[payer].Fold(), of_payer);
    if (steps.empty()) continue;
    AddDebts(steps, 1, own);
    now.emplace(payer, std::move(steps));
  }
  account_store::ReplaceDebts(session, payers, now);
  EraseZeros(own);
  return totals_store::Apply(session, areas, own);
}

}  // namespace

SettleOutcome SettleWaiting(soci::session& session, const Law& law, const AreaCatalogue& areas,
                            int64_t max_payers, int64_t revision, int64_t now_us) {
  SettleOutcome outcome;
  std::vector<PayerId> payers = account_store::Waiting(session, max_payers);
  outcome.payer_count = static_cast<int64_t>(payers.size());
  if (payers.empty()) return outcome;
  const std::optional<Month> charged_through =
      account_store::ReadChargedThrough(session, std::numeric_limits<int64_t>::max());
  const std::vector<StoredTransaction> all = ledger_store::ListOfPayers(session, payers);
  account_store::Decisions decisions =
      account_store::ReadDecisions(session, payers, std::numeric_limits<int64_t>::max());
  std::vector<LedgerRow> rows;
  absl::btree_map<PayerId, std::vector<MonthDebt>> debts;
  for (auto first = all.begin(); first != all.end();) {
    const PayerId payer = first->key.payer;
    auto end = first;
    while (end != all.end() && end->key.payer == payer) ++end;
    absl::StatusOr<Settlement> settlement =
        Settle({first, end}, decisions[payer], law, charged_through);
    if (settlement.ok()) {
      AddRows(payer, settlement->Missing(), rows);
      debts.emplace(payer, std::move(settlement->debts));
    } else {
      account_store::SetProblem(session, payer, std::string(settlement.status().message()));
      std::erase(payers, payer);
    }
    first = end;
  }
  const WriteOutcome written = WriteRows(session, areas, rows, revision, now_us);
  outcome.touched = written.touched;
  Merge(SaveDebts(session, areas, payers, debts), outcome.touched);
  account_store::Dequeue(session, payers);
  return outcome;
}

}  // namespace baophu::contribution
