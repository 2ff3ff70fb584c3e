#ifndef BAOPHU_SERVICES_TARGET_PROGRAMMES_COUNTS_PROGRAMME_AREAS_H_
#define BAOPHU_SERVICES_TARGET_PROGRAMMES_COUNTS_PROGRAMME_AREAS_H_

#include "common/area/area_catalogue.h"
#include "common/month/month.h"
#include "services/target/programmes/records/programme.h"

namespace baophu::target {

// The meaning of its area's code that a record is of; null when the catalogue does not
// have it (any more). Codes get new meanings in reforms, and what was done in the old
// area is not done in the new one.
const AreaRecord* AreaOf(const AreaCatalogue& areas, const Programme& programme);

// Whether an area is `root` or below it in a month.
bool IsUnder(const AreaCatalogue& areas, const AreaRecord& area, Month month,
             const AreaRecord& root);

// The newest meaning that a code has in some month of these; null when it has none.
const AreaRecord* NewestIn(const AreaCatalogue& areas, AreaCode code, Month first, Month last);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PROGRAMMES_COUNTS_PROGRAMME_AREAS_H_
