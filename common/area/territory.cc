#include "common/area/territory.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace baophu {
namespace {

// The areas above one in a month, lowest first.
std::vector<AreaCode> Above(const AreaCatalogue& areas, AreaCode code, Month month) {
  std::vector<AreaCode> above;
  for (const AreaRecord* at = areas.Find(code, month); at != nullptr && !at->parent.empty();
       at = areas.Find(at->parent, month)) {
    above.push_back(at->parent);
  }
  return above;
}

}  // namespace

std::string_view TerritoryShareText(TerritoryShare share) {
  switch (share) {
    case TerritoryShare::kWhole:
      return "WHOLE";
    case TerritoryShare::kPart:
      return "PART";
    case TerritoryShare::kWithout:
      return "WITHOUT";
  }
  return "";
}

Territories::Territories(const AreaHistory& history, Month month, Month earlier)
    : history_(history),
      month_(month),
      earlier_(earlier),
      reformed_(history.HasReform(earlier, month)) {
  if (!reformed_) return;
  const AreaCatalogue& areas = history.catalogue();
  std::set<AreaCode> parents;
  for (const AreaRecord& record : areas.records()) {
    if (!record.Holds(earlier)) continue;
    parents.insert(record.parent);
    std::vector<AreaCode> successors = history.Successors(record.code, earlier, month);
    for (const AreaCode each : successors) predecessors_[each].push_back(record.code);
    successors_[record.code] = std::move(successors);
  }
  for (const auto& [area, successors] : successors_) {
    if (parents.contains(area) || successors.empty()) continue;
    Leaf leaf = {area, Above(areas, area, earlier), {}};
    for (const AreaCode each : successors) {
      leaf.successors.emplace_back(each, Above(areas, each, month));
    }
    leaves_.push_back(std::move(leaf));
  }
}

TerritoryPart Territories::PartOf(AreaCode area, TerritoryShare share,
                                  std::vector<AreaCode> into) const {
  return {area, share, history_.FirstReformOf(area, earlier_, month_), std::move(into)};
}

std::vector<AreaCode> Territories::Inside(AreaCode area, const Leaf& leaf) {
  std::vector<AreaCode> inside;
  for (const auto& [successor, above] : leaf.successors) {
    if (successor == area || std::find(above.begin(), above.end(), area) != above.end()) {
      inside.push_back(successor);
    }
  }
  return inside;
}

std::vector<TerritoryPart> Territories::PartsOf(AreaCode area) const {
  std::vector<TerritoryPart> parts;
  if (!reformed_) {
    const AreaRecord* record = history_.catalogue().Find(area, earlier_);
    if (record != nullptr && record == history_.catalogue().Find(area, month_)) {
      parts.push_back(PartOf(area, TerritoryShare::kWhole, {}));
    }
    return parts;
  }
  std::set<AreaCode> base;
  if (const auto found = predecessors_.find(area); found != predecessors_.end()) {
    base.insert(found->second.begin(), found->second.end());
  }
  // An area below one that is there already is counted with it.
  for (auto at = base.begin(); at != base.end();) {
    const std::vector<AreaCode> above = Above(history_.catalogue(), *at, earlier_);
    const bool contained = std::any_of(above.begin(), above.end(),
                                       [&](const AreaCode& each) { return base.contains(each); });
    at = contained ? base.erase(at) : std::next(at);
  }
  for (const AreaCode each : base) {
    const bool divided = successors_.at(each).size() > 1;
    parts.push_back(divided ? PartOf(each, TerritoryShare::kPart, {area})
                            : PartOf(each, TerritoryShare::kWhole, {}));
  }
  for (const Leaf& leaf : leaves_) {
    if (base.contains(leaf.area)) continue;
    // People of an area above that was divided are placed one by one.
    const bool placed_above =
        std::any_of(leaf.above.begin(), leaf.above.end(),
                    [&](const AreaCode& each) { return successors_.at(each).size() > 1; });
    if (placed_above) continue;
    const bool counted_above =
        std::any_of(leaf.above.begin(), leaf.above.end(),
                    [&](const AreaCode& each) { return base.contains(each); });
    std::vector<AreaCode> inside = Inside(area, leaf);
    if (!counted_above && inside.empty()) continue;
    const bool all_inside = inside.size() == leaf.successors.size();
    if (counted_above && !all_inside) {
      parts.push_back(PartOf(leaf.area, TerritoryShare::kWithout, {}));
    }
    if (counted_above && all_inside) continue;
    if (all_inside) {
      parts.push_back(PartOf(leaf.area, TerritoryShare::kWhole, {}));
    } else if (!inside.empty()) {
      parts.push_back(PartOf(leaf.area, TerritoryShare::kPart, std::move(inside)));
    }
  }
  std::sort(parts.begin(), parts.end(), [](const TerritoryPart& a, const TerritoryPart& b) {
    return std::tie(a.area, a.share) < std::tie(b.area, b.share);
  });
  return parts;
}

bool Territories::IsUnchanged(AreaCode area, const std::vector<TerritoryPart>& parts) const {
  return parts.size() == 1 && parts[0].area == area && parts[0].share == TerritoryShare::kWhole &&
         history_.catalogue().Find(area, earlier_) == history_.catalogue().Find(area, month_);
}

}  // namespace baophu
