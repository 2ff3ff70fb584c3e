#ifndef BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_WRITER_H_
#define BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_WRITER_H_

#include <soci/soci.h>

#include <cstdint>

#include "common/area/area_catalogue.h"
#include "services/contribution/law/law.h"
#include "services/contribution/totals/totals_store.h"

namespace baophu::contribution {

// The source of assessments that are computed here. No imported row can have it,
// as sources of imports hold no '_'.
inline constexpr char kComputedSource[] = "LAW_AND_WAGES";

struct PostOutcome {
  int64_t employer_count = 0;  // That left the queue, with a problem or without.
  totals_store::TouchedAreas touched;
};

// Computes those months of the assessment period that may differ, for some of the
// employers that wait, and posts by fund what differs from what was posted before: in
// the month that it belongs to, due when the employer's arrangements say, and recorded
// now. Runs inside a
// write of the database. Nothing happens while there is no period.
PostOutcome PostWaiting(soci::session& session, const Law& law, const AreaCatalogue& areas,
                        int64_t max_employers, int64_t revision, int64_t now_us);

}  // namespace baophu::contribution

#endif  // BAOPHU_SERVICES_CONTRIBUTION_ASSESSMENT_ASSESSMENT_WRITER_H_
