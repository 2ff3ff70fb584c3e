#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_COVERAGE_FLOW_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_COVERAGE_FLOW_H_

#include <cstdint>
#include <string>

#include "common/area/area_code.h"
#include "common/month/month.h"
#include "services/participant/enrolment/categories.h"

namespace baophu::participant {

// How a person came into the cover of a scheme, went out of it, or from one area
// to another within it. Numbered as in the database.
enum class FlowKind : uint8_t {
  // Covered in the month and not the month before.
  kNewJoin = 1,     // By a join; never in the scheme before.
  kReturn = 2,      // By a join, after a gap.
  kNewPayment = 3,  // By a paid period; never in the scheme before.
  kPaidAgain = 4,   // By a paid period, after a gap.
  kResumed = 5,     // Voluntary cover that counts again, as compulsory insurance ended.
  // Covered the month before and not in the month.
  kLeave = 11,     // By a leave.
  kLapsed = 12,    // The paid period ended.
  kReplaced = 13,  // Voluntary cover, by compulsory insurance.
  // Covered in both, counted by another area.
  kMovedIn = 21,
  kMovedOut = 22,
  // Covered in both: a period that was paid for ahead ended the month before, and other
  // cover of the scheme went on. No flow, and told apart from them (Coverage::renewals).
  kRenewed = 31,
};

inline constexpr bool IsJoined(FlowKind kind) { return kind <= FlowKind::kResumed; }
inline constexpr bool IsLeft(FlowKind kind) {
  return kind >= FlowKind::kLeave && kind <= FlowKind::kReplaced;
}

// One such event of one person.
struct CoverageFlow {
  Scheme scheme = Scheme::kCompulsory;
  Month month;  // The first month with, or without, the cover in the area.
  FlowKind kind = FlowKind::kNewJoin;
  AreaCode area;        // That gains or loses the person.
  AreaCode other_area;  // Of a move: the one on the other side.
  Category category;    // That the area counts, or counted, the person in.
  std::string reason;   // As the movement states it; empty where none does.

  friend bool operator==(const CoverageFlow&, const CoverageFlow&) = default;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_COVERAGE_FLOW_H_
