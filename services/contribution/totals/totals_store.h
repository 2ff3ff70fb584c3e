#ifndef BAOPHU_SERVICES_CONTRIBUTION_TOTALS_TOTALS_STORE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_TOTALS_TOTALS_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <span>
#include <vector>

#include "absl/container/btree_map.h"
#include "common/area/area_catalogue.h"
#include "services/contribution/totals/area_amounts.h"

// Tables area_own_month, area_total_month and ledger_month. Functions run
// inside a read or write of the database.
namespace baophu::contribution::totals_store {

// Areas whose totals changed, each with the first month that did.
using TouchedAreas = absl::btree_map<AreaCode, Month>;

// Keeps the earlier month of areas that both have.
void Merge(const TouchedAreas& from, TouchedAreas& into);

// Adds changes of areas themselves, and what they spread to.
TouchedAreas Apply(soci::session& session, const AreaCatalogue& catalogue,
                   const AreaMonthAmounts& own_changes);

// Computes all totals again, as after a change of the catalogue.
void Rebuild(soci::session& session, const AreaCatalogue& catalogue);

AreaMonthAmounts ReadOwn(soci::session& session);
AreaMonthAmounts ReadTotals(soci::session& session);

// Totals of one area up to a month, by month.
struct MonthAmounts {
  Month month;
  AreaAmounts amounts;
};
std::vector<MonthAmounts> ReadArea(soci::session& session, AreaCode area, Month through);
// By area; none for one without any.
using AreaHistories = absl::btree_map<AreaCode, std::vector<MonthAmounts>>;
AreaHistories ReadAreas(soci::session& session, std::span<const AreaCode> areas, Month through);

// How many transactions each month holds that are not derived: those of the month,
// and assessments of other months that are due in it.
using MonthCounts = absl::btree_map<Month, int64_t>;
// Counts one transaction of `month` with its due date or day of payment.
void Count(Month month, Day day, MonthCounts& counts);
MonthCounts ReadMonthCounts(soci::session& session);
void AddMonthCounts(soci::session& session, const MonthCounts& added);

// True when any month from January of this month's year up to it holds a
// transaction: then what is assessed, collected or outstanding may not be zero.
bool HasData(const MonthCounts& counts, Month month);

}  // namespace baophu::contribution::totals_store

#endif  // BAOPHU_SERVICES_CONTRIBUTION_TOTALS_TOTALS_STORE_H_
