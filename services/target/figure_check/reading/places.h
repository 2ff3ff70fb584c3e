#ifndef BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_PLACES_H_
#define BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_PLACES_H_

#include <vector>

#include "services/target/figure_check/reading/figure.h"

namespace baophu::target {

// Sets the place of all figures from the names and codes that they state. A code alone
// may stand for another place in another year, and a name comes with and without a code.
// So places with one code are one if one's name holds the other's, and a name without a
// code is that of the only code that it comes with. Figures without any place are of the
// only one that others name.
void TellPlacesApart(std::vector<Figure>& figures);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_FIGURE_CHECK_READING_PLACES_H_
