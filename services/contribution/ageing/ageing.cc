#include "services/contribution/ageing/ageing.h"

#include <algorithm>
#include <utility>

#include "common/status/try.h"
#include "services/contribution/arrears/arrears_fold.h"

namespace baophu::contribution {
namespace {

// Counts one employer once in each place that it has something in.
void AddOf(const AgeingAmounts& amounts, size_t place, AgeingBucket& bucket) {
  bucket.total += amounts;
  bucket.classes[place] += amounts;
}

// By the month, what was charged last is on items of two months before or older
// (Decision 595/QĐ-BHXH; see late_interest.h); by the day, on all that is late.
bool BearsInterest(const InterestRate& rate, Day due, Day as_of) {
  if (rate.rate_ppm == 0) return false;
  if (rate.method == InterestMethod::kMonthly) return as_of.month() - due.month() >= 2;
  return due < as_of;
}

}  // namespace

AgeingAmounts& AgeingAmounts::operator+=(const AgeingAmounts& other) {
  employer_count += other.employer_count;
  item_count += other.item_count;
  for (size_t f = 0; f < kFundCount; ++f) debt[f] += other.debt[f];
  interest += other.interest;
  accrued_interest += other.accrued_interest;
  penalty += other.penalty;
  return *this;
}

absl::StatusOr<AgeingFold> AgeingFold::Begin(const AgeBuckets& buckets,
                                             const ClassesOfMonth& classes, const Law& law,
                                             AgeingView view, Day as_of) {
  AgeingFold fold(buckets, classes, view, as_of);
  for (size_t f = 0; f < kFundCount; ++f) {
    BAOPHU_ASSIGN(fold.rates_[f], law.InterestOf(f, as_of.month()));
  }
  return fold;
}

size_t AgeingFold::ClassAt(Day due, const EmployerDebt& debt,
                           std::span<const Day> reminders) const {
  const ArrearsClass* const found = classes_.ClassOf(due, as_of_, debt.status, reminders);
  const auto at = std::find(classes_.all().begin(), classes_.all().end(), found);
  return static_cast<size_t>(at - classes_.all().begin());
}

void AgeingFold::Add(const EmployerDebt& debt, std::span<const Day> reminders) {
  AddToRatio(debt);
  AgeingAmounts beside{1, 0, {}, debt.interest, debt.accrued_interest, debt.penalty};
  if (debt.items.empty()) {
    report_.interest_only += beside;
    return;
  }
  AddItems(debt, reminders);
  // The employer itself stands where its oldest item does.
  const Day oldest = debt.items.front().due;
  const size_t place = ClassAt(oldest, debt, reminders);
  const bool late = oldest <= as_of_;
  if (view_ == AgeingView::kItem) beside.employer_count = 0;
  if (!late) {
    AddOf(beside, place, report_.not_yet_due);
    return;
  }
  AddOf(beside, place, report_.due);
  if (view_ == AgeingView::kItem) return;
  AddOf(beside, place, report_.buckets[buckets_.BucketOf(AgeOf(oldest, as_of_))]);
}

void AgeingFold::AddItems(const EmployerDebt& debt, std::span<const Day> reminders) {
  // By bucket, and by bucket and class: an employer counts once in each.
  constexpr size_t kNotYetDue = static_cast<size_t>(-1);
  absl::btree_map<std::pair<size_t, size_t>, AgeingAmounts> parts;
  for (const OpenItem& item : debt.items) {
    const bool due = item.due <= as_of_;
    const bool whole = view_ == AgeingView::kEmployer && due;
    const Day placed_by = whole ? debt.items.front().due : item.due;
    const size_t bucket = due ? buckets_.BucketOf(AgeOf(placed_by, as_of_)) : kNotYetDue;
    AgeingAmounts& part = parts[{bucket, ClassAt(placed_by, debt, reminders)}];
    part += {0, 1, item.open, Vnd(), Vnd(), Vnd()};
  }
  const bool counts = view_ == AgeingView::kItem;
  absl::btree_map<size_t, bool> in_bucket, in_class;
  bool any_due = false;
  for (const auto& [place, amounts] : parts) {
    const auto& [bucket, class_place] = place;
    AgeingBucket& of = bucket == kNotYetDue ? report_.not_yet_due : report_.buckets[bucket];
    AddOf(amounts, class_place, of);
    if (bucket != kNotYetDue) AddOf(amounts, class_place, report_.due);
    if (!counts) continue;
    ++of.classes[class_place].employer_count;
    if (in_bucket.emplace(bucket, true).second) ++of.total.employer_count;
    if (bucket == kNotYetDue) continue;
    if (in_class.emplace(class_place, true).second) {
      ++report_.due.classes[class_place].employer_count;
    }
    if (!any_due) ++report_.due.total.employer_count;
    any_due = true;
  }
}

void AgeingFold::AddToRatio(const EmployerDebt& debt) {
  if (StatusIsExcluded(debt.status)) return;
  for (const OpenItem& item : debt.items) {
    if (item.due > as_of_) continue;
    for (size_t f = 0; f < kFundCount; ++f) {
      report_.all_late += item.open[f];
      if (BearsInterest(rates_[f], item.due, as_of_)) report_.interest_bearing += item.open[f];
    }
  }
}

const ArrearsClass* ClassOfEmployer(const EmployerDebt& debt, const ClassesOfMonth& classes,
                                    std::span<const Day> reminders, Day as_of) {
  if (debt.items.empty()) return nullptr;
  return classes.ClassOf(debt.items.front().due, as_of, debt.status, reminders);
}

}  // namespace baophu::contribution
