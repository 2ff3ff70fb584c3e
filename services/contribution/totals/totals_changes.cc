#include "services/contribution/totals/totals_changes.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/sql/cursor.h"
#include "services/contribution/arrears/payer_store.h"
#include "services/contribution/ledger/posting.h"
#include "services/contribution/totals/area_amounts.h"

namespace baophu::contribution {
namespace {

struct Brought {
  PayerId payer;
  int64_t transaction_id = 0;
  AreaCode area;
  Month first;  // In which it counts.
};

// Transactions of a revision that are not derived.
std::vector<Brought> ReadBrought(soci::session& session, int64_t revision, bool& any_derived) {
  std::vector<Brought> brought;
  sql::Cursor cursor(session,
                     "SELECT payer_id, transaction_id, kind, month, day, area FROM "
                     "ledger_transaction WHERE revision = CAST(:r AS BIGINT) "
                     "ORDER BY transaction_id",
                     {absl::StrCat(revision)}, 5, 1);
  while (cursor.Next()) {
    const auto kind = static_cast<TransactionKind>(cursor.number(2));
    if (IsDerived(kind)) {
      any_derived = true;
      continue;
    }
    const Month month = Month::FromNumber(static_cast<int32_t>(cursor.number(3)));
    const Day day = Day::FromNumber(static_cast<int32_t>(cursor.number(4)));
    brought.push_back({PayerId::FromNumber(cursor.number(0)), cursor.number(1),
                       AreaCode::FromTrusted(cursor.text(0)),
                       std::min(FlowMonth(kind, month, day), day.month())});
  }
  return brought;
}

// Employers whose statuses became known with a revision. The table is as small as
// the list of employers, and is read for revisions without transactions only.
std::vector<int64_t> ReadStatusChanges(soci::session& session, int64_t revision) {
  std::vector<int64_t> payers;
  sql::Cursor cursor(session,
                     "SELECT DISTINCT s.payer_id FROM payer_status_known s JOIN feed_revision f "
                     "ON f.committed_us = s.recorded_us WHERE f.revision = CAST(:r AS BIGINT) "
                     "ORDER BY s.payer_id",
                     {absl::StrCat(revision)}, 1, 0);
  while (cursor.Next()) payers.push_back(cursor.number(0));
  return payers;
}

// Whether what hangs on `code` in some month from `first` through `last` counts
// for `area`.
bool CountsFor(const AreaCatalogue& catalogue, AreaCode code, Month first, Month last,
               AreaCode area) {
  const std::vector<AncestorSpan>& spans = catalogue.AncestorSpans(code);
  return std::any_of(spans.begin(), spans.end(), [&](const AncestorSpan& span) {
    return span.from <= last && span.through >= first &&
           std::find(span.areas.begin(), span.areas.end(), area) != span.areas.end();
  });
}

}  // namespace

TotalsChanges FindTotalsChanges(soci::session& session, const AreaCatalogue& catalogue,
                                AreaCode area, Month through, int64_t revision) {
  TotalsChanges found;
  const auto add = [&](std::string name) {
    if (found.records.size() < TotalsChanges::kMaxRecords) {
      found.records.push_back(std::move(name));
    } else {
      found.more = true;
    }
  };
  bool any_derived = false;
  const std::vector<Brought> brought = ReadBrought(session, revision, any_derived);
  std::vector<int64_t> payers;
  if (brought.empty()) {
    payers = ReadStatusChanges(session, revision);
  } else {
    for (const Brought& each : brought) {
      if (!each.payer.is_suspense()) payers.push_back(each.payer.number());
    }
    std::sort(payers.begin(), payers.end());
    payers.erase(std::unique(payers.begin(), payers.end()), payers.end());
  }
  const payer_store::PayerHistories histories = payer_store::Load(session, payers);
  const auto owes_in_area = [&](PayerId payer) {
    const auto history = histories.find(payer);
    if (history == histories.end()) return false;
    const std::vector<PayerMonth>& months = history->second.months;
    return std::any_of(months.begin(), months.end(), [&](const PayerMonth& month) {
      return month.month <= through && CountsFor(catalogue, month.area, month.month, through, area);
    });
  };
  for (const Brought& each : brought) {
    if (each.first > through) continue;
    if (CountsFor(catalogue, each.area, each.first, through, area) || owes_in_area(each.payer)) {
      add(absl::StrCat(each.payer.ToName(), "/transactions/", each.transaction_id));
    }
  }
  if (brought.empty()) {
    for (const int64_t payer : payers) {
      if (owes_in_area(PayerId::FromNumber(payer))) add(PayerId::FromNumber(payer).ToName());
    }
  }
  found.only_derived = any_derived && brought.empty() && payers.empty();
  return found;
}

}  // namespace baophu::contribution
