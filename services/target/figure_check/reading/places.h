#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_PLACES_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_PLACES_H_

#include <vector>

#include "services/target/figure_check/reading/figure.h"

namespace baophu::target {

// Sets the place of all figures from the names and codes that they state. Places are one
// if name and code are: a code alone may be given again to another place, and a name may
// be that of a province and of its city. What only some figures state, the others are
// taken to mean if there is one possibility.
void TellPlacesApart(std::vector<Figure>& figures);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_PLACES_H_
