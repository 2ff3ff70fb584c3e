#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_COVERAGE_FOLD_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_COVERAGE_FOLD_H_

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

// Adds the spans of Scheme::kAny to those of a person's schemes: counted where
// health insurance counts them, else where compulsory, voluntary or unemployment
// insurance does.
void AddAny(std::vector<CoverageSpan>& spans);

// Folds all movements of one person, in any order, into cover. A pure function
// of the set of movements: the order in which they arrived does not matter.
//
// - JOIN covers from its month on. A LEAVE ends the join that it names, or every
//   cover of the same employer (or of no employer) that began before it; its
//   month is the first one not covered. PAID_THROUGH covers its months and
//   lapses by itself.
// - TRANSFER and ADJUST change area and category of the cover that they name,
//   or of that employer, from their month to its end.
// - ANNUL takes away the movement that it names.
// - Compulsory and unemployment insurance are counted by the first contract,
//   health insurance by the category of lowest rank and then the highest wage
//   (Law 41/2024, art. 2(5); decree 146/2018, art. 7(3) and (4)).
// - A month in compulsory insurance does not count as voluntary.
//
// `wages` are needed only when the person has more than one employer.
Coverage FoldCoverage(const std::vector<Movement>& movements, const std::vector<Wage>& wages,
                      const Categories& categories);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_COVERAGE_FOLD_H_
