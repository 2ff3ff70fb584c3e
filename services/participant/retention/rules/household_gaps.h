#ifndef BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_HOUSEHOLD_GAPS_H_
#define BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_HOUSEHOLD_GAPS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/area/area_code.h"
#include "common/identifiers/ids.h"
#include "common/month/month.h"
#include "services/participant/enrolment/categories.h"
#include "services/participant/enrolment/fold/coverage.h"
#include "services/participant/flows/movement_reasons.h"

// Who of a household has no health insurance while others pay for theirs. Pure.
namespace baophu::participant {

// A person of a household, and what their movements amount to; null: they have none.
struct HouseholdMember {
  PersonId person;
  Month born;  // Month::Min() where it is not known.
  const Coverage* coverage = nullptr;
};

// Consecutive months in which a member has no health insurance and another one has it in a
// category that people pay for themselves.
struct CoverGap {
  Month from;
  Month through;  // Where the household's own cover ends, or the member is covered.
  AreaCode area;  // That counts who has that cover; of several the one with the lowest id.
  // Code of the reason of the leave by which the member's own health cover ended last
  // before; empty where none did, or it lapsed.
  std::string reason;

  friend bool operator==(const CoverGap&, const CoverGap&) = default;
};

// By person and month; people without any are left out. `members` are one household.
std::map<PersonId, std::vector<CoverGap>> GapsOf(std::vector<HouseholdMember> members,
                                                 const Categories& categories,
                                                 const MovementReasons& reasons);

// Whether somebody has health insurance by paying for it, in any month.
bool PaysForHealth(const std::vector<CoverageSpan>& spans, const Categories& categories);

// The month of a date of birth as people are imported: YYYY-MM-DD or YYYY, which is taken
// for January; Month::Min() for anything else.
Month BirthMonth(std::string_view date);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_RETENTION_RULES_HOUSEHOLD_GAPS_H_
