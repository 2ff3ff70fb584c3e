#ifndef BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_ANY_COVER_H_
#define BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_ANY_COVER_H_

#include <vector>

#include "services/participant/enrolment/fold/coverage.h"

namespace baophu::participant {

// Adds the spans of Scheme::kAny to those of a person's schemes: counted where
// health insurance counts them, else where compulsory, voluntary or unemployment
// insurance does.
void AddAny(std::vector<CoverageSpan>& spans);
// With the flows of it, from those of the schemes.
void AddAny(Coverage& coverage);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_ENROLMENT_FOLD_ANY_COVER_H_
