#include "services/contribution/participants/status_writer.h"

#include <cstdint>

#include "services/contribution/ageing/arrears_store.h"
#include "services/contribution/settlement/account_store.h"

namespace baophu::contribution {
namespace {

std::vector<ExclusionChange> ExclusionsOf(const std::vector<payer_store::StatusSpan>& statuses) {
  std::vector<ExclusionChange> exclusions;
  for (const payer_store::StatusSpan& status : statuses) {
    exclusions.push_back({status.from, StatusIsExcluded(status.status)});
  }
  return exclusions;
}

}  // namespace

AreaMonthAmounts WriteStatuses(soci::session& session, const EmployerStatuses& statuses,
                               int64_t now_us) {
  std::vector<int64_t> ids;
  for (const auto& [payer, spans] : statuses) ids.push_back(payer.number());
  AreaMonthAmounts own;
  for (auto& [payer, history] : payer_store::Load(session, ids)) {
    AddArrears(history.Fold(), payer.is_employer(), -1, own);
    history.exclusions = ExclusionsOf(statuses.at(payer));
    AddArrears(history.Fold(), payer.is_employer(), 1, own);
  }
  EraseZeros(own);
  arrears_store::RememberStatuses(session, statuses, now_us);
  payer_store::ReplaceStatuses(session, statuses);
  std::vector<PayerId> payers;
  for (const auto& [payer, spans] : statuses) payers.push_back(payer);
  account_store::Enqueue(session, payers);
  return own;
}

}  // namespace baophu::contribution
