#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_COVERAGE_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_COVERAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/participant/enrolment/categories.h"
#include "services/participant/enrolment/coverage_flow.h"
#include "services/participant/enrolment/movement.h"

namespace baophu::participant {

// Consecutive months of one person in one scheme, counted by one area in one
// category.
struct CoverageSpan {
  Scheme scheme = Scheme::kCompulsory;
  Month from;
  Month through;  // Month::Max() while it is open.
  AreaCode area;
  Category category;    // None for Scheme::kAny.
  EmployerId employer;  // 0 when the cover comes from no job, and for kAny.

  friend auto operator<=>(const CoverageSpan&, const CoverageSpan&) = default;
};

// Months in which a person is in compulsory insurance at an employer, whether
// or not this job is the one that counts the person.
struct JobSpan {
  EmployerId employer;
  Month from;
  Month through;

  friend auto operator<=>(const JobSpan&, const JobSpan&) = default;
};

enum class FindingKind : uint8_t {
  kSecondEmployer = 1,
  kCompulsoryAndVoluntary = 2,
  kLeaveWithoutJoin = 3,
  kLeaveBeforeJoin = 4,
  kChangeWithoutJoin = 5,
  kAnnulWithoutMovement = 6,
};

std::string_view FindingKindText(FindingKind kind);
// Nothing for a text that is no kind.
std::optional<FindingKind> FindingKindOf(std::string_view text);

// Something in the movements that a human should look at.
struct Finding {
  FindingKind kind = FindingKind::kSecondEmployer;
  Scheme scheme = Scheme::kCompulsory;
  Month from;
  std::string movement_id;  // Empty when it is about months.

  friend auto operator<=>(const Finding&, const Finding&) = default;
};

// What one person's movements amount to. All parts are in an order that follows
// from the movements alone.
struct Coverage {
  std::vector<CoverageSpan> spans;  // Never overlapping within a scheme; kAny included.
  std::vector<JobSpan> jobs;
  std::vector<Finding> findings;
  std::vector<CoverageFlow> flows;  // As joined and left of AddSpanDeltas, and moves.
  // Paid periods that ended and were followed by cover at once, at the area and category of
  // the period; FlowKind::kRenewed alone, of categories that are paid ahead.
  std::vector<CoverageFlow> renewals;

  friend bool operator==(const Coverage&, const Coverage&) = default;
};

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_COVERAGE_H_
