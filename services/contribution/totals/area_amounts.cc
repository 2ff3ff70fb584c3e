#include "services/contribution/totals/area_amounts.h"

namespace baophu::contribution {
namespace {

constexpr FundAmounts AreaAmounts::*kFundMembers[] = {
    &AreaAmounts::assessed, &AreaAmounts::allocated, &AreaAmounts::interest,
    &AreaAmounts::interest_paid, &AreaAmounts::fund_outstanding_change};

// The part of amounts that runs on, as a change.
AreaAmounts LevelsOf(const AreaAmounts& amounts) {
  AreaAmounts levels;
  levels.fund_outstanding_change = amounts.fund_outstanding_change;
  levels.outstanding_change = amounts.outstanding_change;
  levels.in_arrears_change = amounts.in_arrears_change;
  return levels;
}

}  // namespace

AreaAmounts& AreaAmounts::operator+=(const AreaAmounts& other) {
  for (FundAmounts AreaAmounts::*const funds : kFundMembers) {
    for (size_t i = 0; i < kFundCount; ++i) (this->*funds)[i] += (other.*funds)[i];
  }
  collected += other.collected;
  outstanding_change += other.outstanding_change;
  in_arrears_change += other.in_arrears_change;
  return *this;
}

AreaAmounts AreaAmounts::operator-() const {
  AreaAmounts negative;
  for (FundAmounts AreaAmounts::*const funds : kFundMembers) {
    for (size_t i = 0; i < kFundCount; ++i) (negative.*funds)[i] = -(this->*funds)[i];
  }
  negative.collected = -collected;
  negative.outstanding_change = -outstanding_change;
  negative.in_arrears_change = -in_arrears_change;
  return negative;
}

AreaAmounts FlowsOf(const PostedAmounts& amounts) {
  AreaAmounts flows;
  flows.assessed = amounts.assessed;
  flows.allocated = amounts.allocated;
  flows.interest = amounts.interest;
  flows.interest_paid = amounts.interest_paid;
  flows.collected = amounts.collected;
  return flows;
}

Month FlowMonth(TransactionKind kind, Month month, Day day) {
  return kind == TransactionKind::kAssessment ? month : day.month();
}

void AddArrears(std::span<const ArrearsStep> steps, bool is_employer, int64_t sign,
                AreaMonthAmounts& own) {
  const auto add = [&](Month month, const ArrearsStep& step, int64_t direction) {
    if (step.outstanding == Vnd()) return;
    AreaAmounts& amounts = own[{step.area, month}];
    amounts.outstanding_change += direction < 0 ? -step.outstanding : step.outstanding;
    if (is_employer) amounts.in_arrears_change += direction;
  };
  for (size_t i = 0; i < steps.size(); ++i) {
    if (i > 0) add(steps[i].from, steps[i - 1], -sign);
    add(steps[i].from, steps[i], sign);
  }
}

AreaMonthAmounts SpreadToAncestors(const AreaCatalogue& catalogue, const AreaMonthAmounts& own) {
  AreaMonthAmounts totals;
  for (auto first = own.begin(); first != own.end();) {
    const AreaCode code = first->first.area;
    auto end = first;
    while (end != own.end() && end->first.area == code) ++end;

    AreaAmounts level;
    auto at = first;
    for (const AncestorSpan& span : catalogue.AncestorSpans(code)) {
      const auto add = [&](Month month, const AreaAmounts& amounts) {
        for (const AreaCode area : span.areas) totals[{area, month}] += amounts;
      };
      if (!level.zero()) add(span.from, level);
      for (; at != end && at->first.month <= span.through; ++at) {
        add(at->first.month, at->second);
        level += LevelsOf(at->second);
      }
      if (!level.zero() && span.through < Month::Max()) add(span.through + 1, -level);
    }
    first = end;
  }
  EraseZeros(totals);
  return totals;
}

void EraseZeros(AreaMonthAmounts& amounts) {
  for (auto at = amounts.begin(); at != amounts.end();) {
    at = at->second.zero() ? amounts.erase(at) : std::next(at);
  }
}

}  // namespace baophu::contribution
