#ifndef BAOPHU_SERVICES_CONTRIBUTION_AGEING_AGEING_H_
#define BAOPHU_SERVICES_CONTRIBUTION_AGEING_AGEING_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/status/statusor.h"
#include "services/contribution/account/age.h"
#include "services/contribution/ageing/arrears_class.h"
#include "services/contribution/ageing/employer_debt.h"
#include "services/contribution/law/law.h"

// Debts of employers by age and class. Pure.
//
// An employer stands in the bucket of its oldest item that fell due, with all that
// fell due; or, by items, each item stands in its own bucket. What falls due later
// stands apart in both views, so both come to the same sums.
namespace baophu::contribution {

enum class AgeingView { kEmployer, kItem };

struct AgeingAmounts {
  int64_t employer_count = 0;  // That stand here, or by items that have one here.
  int64_t item_count = 0;      // Months of contributions that are not wholly paid.
  FundAmounts debt;
  Vnd interest;
  Vnd accrued_interest;
  Vnd penalty;

  AgeingAmounts& operator+=(const AgeingAmounts& other);
  friend bool operator==(const AgeingAmounts&, const AgeingAmounts&) = default;
};

// By the place of the class in ClassesOfMonth::all(); only classes with something.
using AmountsByClass = absl::btree_map<size_t, AgeingAmounts>;

struct AgeingBucket {
  AgeingAmounts total;
  AmountsByClass classes;
};

struct AgeingReport {
  AgeingBucket not_yet_due;
  std::vector<AgeingBucket> buckets;  // Those of AgeBuckets.
  // All buckets but not_yet_due. Interest and fines are those of employers, so by
  // items they stand here and not in buckets.
  AgeingBucket due;
  // Employers that owe interest or fines and no contributions.
  AgeingAmounts interest_only;
  // What fell due and is not paid, employers left out whose debt the totals of
  // areas leave out; and of it, what bears interest by the law of the month.
  Vnd all_late;
  Vnd interest_bearing;
};

// Takes employers in any order.
class AgeingFold {
 public:
  // The classes must outlive the fold. FAILED_PRECONDITION names a month without a
  // rule.
  static absl::StatusOr<AgeingFold> Begin(const AgeBuckets& buckets, const ClassesOfMonth& classes,
                                          const Law& law, AgeingView view, Day as_of);

  void Add(const EmployerDebt& debt, std::span<const Day> reminders);
  const AgeingReport& report() const { return report_; }

 private:
  AgeingFold(AgeBuckets buckets, const ClassesOfMonth& classes, AgeingView view, Day as_of)
      : buckets_(std::move(buckets)), classes_(classes), view_(view), as_of_(as_of) {
    report_.buckets.resize(buckets_.size());
  }

  size_t ClassAt(Day due, const EmployerDebt& debt, std::span<const Day> reminders) const;
  void AddItems(const EmployerDebt& debt, std::span<const Day> reminders);
  void AddToRatio(const EmployerDebt& debt);

  AgeBuckets buckets_;
  const ClassesOfMonth& classes_;
  AgeingView view_;
  Day as_of_;
  std::array<InterestRate, kFundCount> rates_;
  AgeingReport report_;
};

// The class of an employer: that of its oldest item, which is its strictest; null
// where it has none.
const ArrearsClass* ClassOfEmployer(const EmployerDebt& debt, const ClassesOfMonth& classes,
                                    std::span<const Day> reminders, Day as_of);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_AGEING_AGEING_H_
