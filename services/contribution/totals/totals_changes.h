#ifndef BAOPHU_SERVICES_CONTRIBUTION_TOTALS_TOTALS_CHANGES_H_
#define BAOPHU_SERVICES_CONTRIBUTION_TOTALS_TOTALS_CHANGES_H_

#include <soci/soci.h>

#include <cstdint>
#include <string>
#include <vector>

#include "common/area/area_catalogue.h"
#include "common/month/month.h"

namespace baophu::contribution {

// Records by which one revision changed an area's amounts.
struct TotalsChanges {
  static constexpr size_t kMaxRecords = 50;

  // Resource names: `employers/9/transactions/77`, and `employers/9` where its
  // status became known.
  std::vector<std::string> records;
  bool more = false;  // There are more than kMaxRecords.
  // The revision brought allocations or interest only, which follow from other
  // records and change no amount that is assessed, collected or outstanding.
  bool only_derived = false;
};

// Names transactions of the revision that count in a month up to `through`, and
// whose area, or an area that their payer's debts count in, is `area` or below it.
// Derived ones are left out. Inside a read of the database.
TotalsChanges FindTotalsChanges(soci::session& session, const AreaCatalogue& catalogue,
                                AreaCode area, Month through, int64_t revision);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_TOTALS_TOTALS_CHANGES_H_
