#ifndef BAOPHU_SERVICES_TARGET_SUCCESSION_REPORT_TERRITORIES_H_
#define BAOPHU_SERVICES_TARGET_SUCCESSION_REPORT_TERRITORIES_H_

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "common/area/area_history.h"
#include "common/area/territory.h"
#include "common/month/month.h"

namespace baophu::target {

// What made up the areas of a month in the months that their reports compare
// with. Pure; immutable once built.
class ReportTerritories {
 public:
  // `months` are not after `month`; `month` may be among them.
  ReportTerritories(std::shared_ptr<const AreaHistory> history, Month month,
                    const std::vector<Month>& months);

  Month month() const { return month_; }
  const AreaCatalogue& areas() const { return history_->catalogue(); }

  // Until which month people of divided areas are to be placed; nothing where no
  // reform lies between.
  std::optional<Month> placed_by() const;

  // The first of the months around an earlier one that have the same answers here.
  Month EraOf(Month earlier) const { return history_->EraOf(earlier); }

  // The earlier areas of an area that is in force in the month. Empty for one of
  // which nothing is known then.
  std::vector<TerritoryPart> PartsOf(AreaCode area, Month earlier) const;
  // Whether these are the area itself, as it was and is.
  bool IsUnchanged(AreaCode area, Month earlier, const std::vector<TerritoryPart>& parts) const;

  // The area and all earlier areas of it: a change of one of their figures, or of
  // where people of theirs belong, may change the area's report. By code.
  std::vector<AreaCode> Watched(AreaCode area) const;

 private:
  std::shared_ptr<const AreaHistory> history_;
  Month month_;
  Month first_;                          // The earliest of all.
  std::map<Month, Territories> by_era_;  // By the era's first month.
};

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_SUCCESSION_REPORT_TERRITORIES_H_
