#include "services/target/freshness/touched_map.h"

#include <algorithm>

namespace baophu::target {

void TouchedMap::Steps::Add(Month from, int64_t revision) {
  while (!steps_.empty() && steps_.back().first >= from) steps_.pop_back();
  steps_.emplace_back(from, revision);
}

int64_t TouchedMap::Steps::At(Month month) const {
  const auto after =
      std::upper_bound(steps_.begin(), steps_.end(), month,
                       [](Month wanted, const auto& step) { return wanted < step.first; });
  return after == steps_.begin() ? 0 : std::prev(after)->second;
}

void TouchedMap::Touch(AreaCode area, Month from, int64_t revision) {
  areas_[area].Add(from, revision);
  if (first_data_ == FirstData::kDoesNotMatter) return;
  // Only entries since the snapshot are known, so the first entry of each year
  // counts as its first data: that touches too much once, never too little.
  const auto [first, added] = first_of_year_.try_emplace(from.year(), from);
  if (added || from < first->second) {
    first->second = from;
    all_areas_.Add(from, revision);
  }
}

int64_t TouchedMap::Touched(AreaCode area, Month month) const {
  const int64_t touched = std::max(everything_, all_areas_.At(month));
  const auto steps = areas_.find(area);
  return steps == areas_.end() ? touched : std::max(touched, steps->second.At(month));
}

}  // namespace baophu::target
