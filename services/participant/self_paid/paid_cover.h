#ifndef BAOPHU_SERVICES_PARTICIPANT_SELF_PAID_PAID_COVER_H_
#define BAOPHU_SERVICES_PARTICIPANT_SELF_PAID_PAID_COVER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/area/area_catalogue.h"
#include "common/identifiers/ids.h"
#include "services/participant/enrolment/categories.h"
#include "services/participant/enrolment/movement.h"

// Periods that people paid for alone, as contribution tells of them, and the
// movements that they are here. Pure.
namespace baophu::participant {

// Meanings are those of contribution's PaidCover.
struct PaidCover {
  int64_t cover_id = 0;
  PersonId record;
  SchemeSet schemes;
  Month from;
  Month through;
  AreaCode area;
  std::string category;
  bool annulled = false;
};

// The movements of a period: what it covers, and where it is annulled what undoes
// that. Their ids hold ':', which no id of an imported movement does, and follow
// from the period's id alone, so that a period that is told of twice is one.
std::vector<Movement> MovementsOf(const PaidCover& cover, const Categories& categories);

// Why a period cannot become cover here; nothing where it can.
std::optional<std::string> ProblemOf(const PaidCover& cover, const AreaCatalogue& areas,
                                     const Categories& categories);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_SELF_PAID_PAID_COVER_H_
