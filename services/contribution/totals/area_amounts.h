#ifndef BAOPHU_SERVICES_CONTRIBUTION_TOTALS_AREA_AMOUNTS_H_
#define BAOPHU_SERVICES_CONTRIBUTION_TOTALS_AREA_AMOUNTS_H_

#include <compare>
#include <cstdint>
#include <span>
#include <utility>

#include "absl/container/btree_map.h"
#include "common/area/area_catalogue.h"
#include "common/money/vnd.h"
#include "common/month/month.h"
#include "services/contribution/arrears/arrears_fold.h"
#include "services/contribution/ledger/fund.h"
#include "services/contribution/ledger/posting.h"

// Sums by area and month, as pure values.
namespace baophu::contribution {

// Amounts of one area and month, or how they change. What is assessed, collected,
// allocated, charged as interest and paid of it is of the month. Outstanding
// principal and the number of employers that owe some are levels: their values
// here are changes from the month before, and the level is the sum of all
// changes up to a month.
struct AreaAmounts {
  FundAmounts assessed;
  FundAmounts allocated;
  FundAmounts interest;
  FundAmounts interest_paid;
  FundAmounts fund_outstanding_change;  // Outstanding principal by fund.
  Vnd collected;
  Vnd outstanding_change;
  int64_t in_arrears_change = 0;

  bool zero() const { return *this == AreaAmounts(); }
  AreaAmounts& operator+=(const AreaAmounts& other);
  AreaAmounts operator-() const;
  friend bool operator==(const AreaAmounts&, const AreaAmounts&) = default;
};

struct AreaMonth {
  AreaCode area;
  Month month;

  friend auto operator<=>(const AreaMonth&, const AreaMonth&) = default;
};

using AreaMonthAmounts = absl::btree_map<AreaMonth, AreaAmounts>;

// What a transaction adds to the month that FlowMonth tells.
AreaAmounts FlowsOf(const PostedAmounts& amounts);

// The month in which a transaction counts: an assessment in the one that it is
// for, all else in that of its day.
Month FlowMonth(TransactionKind kind, Month month, Day day);

// Adds what a payer's steps mean for the areas that they name, times `sign` (1
// or -1). Only employers are counted as in arrears.
void AddArrears(std::span<const ArrearsStep> steps, bool is_employer, int64_t sign,
                AreaMonthAmounts& own);

// From the amounts of areas themselves to those with all areas below: each
// month counts for the area, where it is in force, and for every area above it
// in that month. A level moves from the old areas to the new ones in the month
// in which the areas above change. The sum of two changes spreads to the sum
// of what each spreads to, so changes may be applied one by one. Areas that
// the catalogue does not know count nowhere.
AreaMonthAmounts SpreadToAncestors(const AreaCatalogue& catalogue, const AreaMonthAmounts& own);

// Removes entries that are zero throughout.
void EraseZeros(AreaMonthAmounts& amounts);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_TOTALS_AREA_AMOUNTS_H_
