#ifndef BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_AGE_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_AGE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/month/month.h"

// How old a debt is, and the buckets that ages are put into. Pure.
namespace baophu::contribution {

// Days and whole months since a due date. Both are 0 on the due date itself.
struct Age {
  int32_t days = 0;
  int32_t months = 0;

  friend bool operator==(Age, Age) = default;
};

// What fell due on `due` is so old at the end of `as_of`; of age 0 where it is not
// yet due. A month is whole on the same day of the next one, or on the last day of
// a month that has no such day; what is due at a month's end is a month older at
// every month's end.
Age AgeOf(Day due, Day as_of);

// The first day on which what fell due on `due` is so many whole months old.
Day MonthsAfter(Day due, int32_t months);

// From which age on something stands in a bucket: a number of days or of months.
struct AgeBound {
  int32_t count = 0;
  bool months = false;

  bool ReachedBy(Age age) const { return (months ? age.months : age.days) >= count; }
  // 30d or 6m.
  std::string ToString() const;

  friend bool operator==(AgeBound, AgeBound) = default;
};

// Buckets of ages: under the first bound, from each bound to under the next, and
// from the last bound on. Every age is in exactly one of them.
class AgeBuckets {
 public:
  // Reads bounds as 30d or 6m, each one older than the one before, whatever the
  // lengths of months. INVALID_ARGUMENT for the field `buckets`. No bounds: those
  // of Default().
  static absl::StatusOr<AgeBuckets> Parse(std::span<const std::string> bounds);
  // Bounds of 1, 3, 6 and 12 months.
  static AgeBuckets Default();

  size_t size() const { return bounds_.size() + 1; }
  size_t BucketOf(Age age) const;

  // Bounds of a bucket as ToString writes them; empty where it has none.
  std::string From(size_t bucket) const;
  std::string Under(size_t bucket) const;
  // As "từ 1 tháng đến dưới 6 tháng".
  std::string Name(size_t bucket) const;

 private:
  explicit AgeBuckets(std::vector<AgeBound> bounds) : bounds_(std::move(bounds)) {}

  std::vector<AgeBound> bounds_;
};

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ACCOUNT_AGE_H_
