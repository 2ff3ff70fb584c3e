#ifndef BAOPHU_SERVICES_CONTRIBUTION_ARREARS_ARREARS_FOLD_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ARREARS_ARREARS_FOLD_H_

#include <span>
#include <string_view>
#include <vector>

#include "common/area/area_code.h"
#include "common/money/vnd.h"
#include "common/month/month.h"

// The arrears rule: what a payer owes at the end of each month. Pure.
//
// A payer owes what fell due up to the month's end less what it paid by then,
// and never less than nothing: what is paid ahead does not offset others. An
// employer that is frozen, dissolved or missing counts for nothing in those
// months, but its balance runs on and counts again when it is active again.
//
// The debt is one sum for each payer, whatever offices collected parts of it,
// and counts in one area: that of its latest transaction up to the month.
namespace baophu::contribution {

// What fell due and what was paid in one month, and the area of the month's
// latest transaction (of several on that day, the highest code), so that the
// order in which rows arrive makes no difference.
struct PayerMonth {
  Month month;
  Vnd due;
  Vnd paid;
  Day area_day;
  AreaCode area;

  // Takes one transaction of this month in.
  void Add(Vnd due_vnd, Vnd paid_vnd, Day day, AreaCode day_area);

  friend bool operator==(const PayerMonth&, const PayerMonth&) = default;
};

// Whether an employer's debt is left out, from a month until the next change.
struct ExclusionChange {
  Month from;
  bool excluded = false;

  friend bool operator==(const ExclusionChange&, const ExclusionChange&) = default;
};

// True for FROZEN, DISSOLVED and MISSING.
bool StatusIsExcluded(std::string_view status);

// What is owed from a month on, until the next step.
struct ArrearsStep {
  Month from;
  AreaCode area;
  Vnd outstanding;

  friend bool operator==(const ArrearsStep&, const ArrearsStep&) = default;
};

// `months` and `exclusions` are in the order of months, each month once.
// Exclusions are those of an employer; other payers have none. Steps come in
// order; the first has an amount, and no two in a row are the same.
std::vector<ArrearsStep> FoldArrears(std::span<const PayerMonth> months,
                                     std::span<const ExclusionChange> exclusions);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ARREARS_ARREARS_FOLD_H_
