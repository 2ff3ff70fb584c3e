#include "services/target/succession/report_territories.h"

#include <algorithm>
#include <set>
#include <utility>

namespace baophu::target {

ReportTerritories::ReportTerritories(std::shared_ptr<const AreaHistory> history, Month month,
                                     const std::vector<Month>& months)
    : history_(std::move(history)), month_(month), first_(month) {
  for (const Month each : months) {
    first_ = std::min(first_, each);
    by_era_.try_emplace(EraOf(each), *history_, month, each);
  }
}

std::optional<Month> ReportTerritories::placed_by() const {
  return history_->HasReform(first_, month_) ? std::optional(month_) : std::nullopt;
}

std::vector<TerritoryPart> ReportTerritories::PartsOf(AreaCode area, Month earlier) const {
  const auto found = by_era_.find(EraOf(earlier));
  return found == by_era_.end() ? std::vector<TerritoryPart>() : found->second.PartsOf(area);
}

bool ReportTerritories::IsUnchanged(AreaCode area, Month earlier,
                                    const std::vector<TerritoryPart>& parts) const {
  const auto found = by_era_.find(EraOf(earlier));
  return found != by_era_.end() && found->second.IsUnchanged(area, parts);
}

std::vector<AreaCode> ReportTerritories::Watched(AreaCode area) const {
  std::set<AreaCode> watched = {area};
  for (const auto& [era, territories] : by_era_) {
    for (const TerritoryPart& part : territories.PartsOf(area)) watched.insert(part.area);
  }
  return {watched.begin(), watched.end()};
}

}  // namespace baophu::target
