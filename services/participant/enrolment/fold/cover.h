#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_COVER_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_COVER_H_

#include <algorithm>
#include <iterator>
#include <tuple>
#include <vector>

#include "services/participant/enrolment/categories.h"
#include "services/participant/enrolment/movement.h"

namespace baophu::participant::fold {

// The order in which movements of one month hold: as recorded.
inline auto RecordedOrder(const Movement& m) { return std::tie(m.effective, m.recorded_us, m.id); }

inline bool IsNewer(const Movement& a, const Movement& b) {
  return RecordedOrder(a) > RecordedOrder(b);
}

// From `from` on, these apply.
struct Attributes {
  Month from;
  AreaCode area;
  Category category;
  const Movement* by;
};

// One cover that a JOIN or PAID_THROUGH began, in one scheme.
struct Cover {
  const Movement* origin;
  Month from;
  Month end;  // First month not covered; after Month::Max() while open.
  std::vector<Attributes> attributes;
  const Movement* ended_by = nullptr;  // The leave; null while open or lapsed.

  bool Covers(Month month) const { return from <= month && month < end; }
  void EndBy(const Movement& leave) {
    if (leave.effective > end) return;
    // Of leaves of one month the newest says why.
    if (leave.effective == end && ended_by != nullptr && IsNewer(*ended_by, leave)) return;
    end = leave.effective;
    ended_by = &leave;
  }
  const Attributes& At(Month month) const {
    auto later = std::upper_bound(attributes.begin(), attributes.end(), month,
                                  [](Month m, const Attributes& a) { return m < a.from; });
    return *std::prev(later);
  }
};

}  // namespace baophu::participant::fold

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_COVER_H_
