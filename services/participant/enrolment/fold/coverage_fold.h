#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_COVERAGE_FOLD_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_COVERAGE_FOLD_H_

#include <vector>

#include "services/participant/enrolment/categories.h"
#include "services/participant/enrolment/fold/coverage.h"
#include "services/participant/enrolment/movement.h"

namespace baophu::participant {

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

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_COVERAGE_FOLD_H_
