#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_MOVEMENT_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_MOVEMENT_H_

#include <cstdint>
#include <string>

#include "common/area/area_code.h"
#include "common/identifiers/ids.h"
#include "common/month/month.h"
#include "services/participant/enrolment/categories.h"
#include "services/participant/enrolment/scheme.h"

namespace baophu::participant {

// Numbered as in the proto and in the database.
enum class MovementKind : uint8_t {
  kJoin = 1,
  kLeave = 2,
  kTransfer = 3,
  kAdjust = 4,
  kPaidThrough = 5,
  kAnnul = 6,
};

// An enrolment movement as it was recorded; meanings are those of MovementRow
// in the proto.
struct Movement {
  std::string id;
  MovementKind kind = MovementKind::kJoin;
  SchemeSet schemes;
  Month effective;
  Month through;        // PAID_THROUGH only.
  AreaCode area;        // Empty where the kind has none.
  Category category;    // None where the kind has none.
  EmployerId employer;  // 0: not from a job.
  Day contract_date;    // First day of `effective` when not known.
  std::string names;    // The movement meant; empty: none is named.
  int64_t recorded_us = 0;
  std::string reason;  // As it was sent; empty where none was.
};

// The wage of one job from a month on, through a month.
struct Wage {
  EmployerId employer;
  Month from;
  Month through;
  int64_t wage_vnd = 0;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_MOVEMENT_H_
