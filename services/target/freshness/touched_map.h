#ifndef BAOPHU_SERVICES_TARGET_FRESHNESS_TOUCHED_MAP_H_
#define BAOPHU_SERVICES_TARGET_FRESHNESS_TOUCHED_MAP_H_

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/area/area_code.h"
#include "common/month/month.h"

namespace baophu::target {

// Which revision of one service last touched an area's figures of a month, as
// far as its feed was followed. Revisions must come in order. Not thread-safe.
//
// What happened up to the snapshot that following began with is not known, so
// the snapshot's revision counts as having touched everything.
class TouchedMap {
 public:
  // Whether the first row of a year, in any area, changes what all areas answer
  // for that year (a month before any data has none; from then on it has zeros).
  enum class FirstData { kMatters, kDoesNotMatter };

  TouchedMap(FirstData first_data, int64_t snapshot_revision)
      : first_data_(first_data), everything_(snapshot_revision) {}

  // `revision` changed an area's figures of this month and maybe of all later.
  void Touch(AreaCode area, Month from, int64_t revision);
  // `revision` may have changed any figure.
  void TouchEverything(int64_t revision) { everything_ = revision; }

  // The last revision that may have changed the area's figures of the month.
  int64_t Touched(AreaCode area, Month month) const;

  // The last revision that may have changed any figure.
  int64_t everything() const { return everything_; }

 private:
  // Steps by month: from each month on, the last revision. An entry makes
  // steps of later months superfluous because its revision is higher, so both
  // months and revisions rise.
  class Steps {
   public:
    void Add(Month from, int64_t revision);
    int64_t At(Month month) const;

   private:
    std::vector<std::pair<Month, int64_t>> steps_;
  };

  FirstData first_data_;
  int64_t everything_;
  Steps all_areas_;
  absl::flat_hash_map<AreaCode, Steps> areas_;
  std::map<int, Month> first_of_year_;
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FRESHNESS_TOUCHED_MAP_H_
