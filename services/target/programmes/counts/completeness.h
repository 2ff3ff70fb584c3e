#ifndef BAOPHU_SERVICES_TARGET_PROGRAMMES_COUNTS_COMPLETENESS_H_
#define BAOPHU_SERVICES_TARGET_PROGRAMMES_COUNTS_COMPLETENESS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "common/area/area_catalogue.h"
#include "common/month/month.h"
#include "services/target/programmes/records/programme.h"
#include "services/target/programmes/records/programme_catalogue.h"

// Of how many areas, or collection points, something is done. Pure.
namespace baophu::target {

// What is asked.
struct CompletenessQuestion {
  const AreaCatalogue& areas;
  const AreaRecord& root;  // In force on the day; it counts itself where it is of the level.
  Day day;                 // At whose end.
  const ProgrammeKind& kind;
  ProgrammeLevel level = ProgrammeLevel::kCommune;
  ProgrammeScope scope = ProgrammeScope::kEvery;
};

// Why an area or point is not done.
enum class MissingReason {
  kNotRecorded,  // There is no record.
  kPlanned,      // As in ProgrammeState, of the record that is nearest to being done.
  kOverdue,
  kEnded,
  kContractEnded,
  kAreaReformed,  // It was done in the area that had the code before a reform.
};

// NOT_RECORDED, PLANNED, OVERDUE, ENDED, CONTRACT_ENDED or AREA_REFORMED.
const char* MissingReasonText(MissingReason reason);

// An area or point that is not done, or was done after its deadline.
struct CompletenessItem {
  AreaCode area;
  std::string area_name;
  std::string point;         // Empty unless points are counted.
  std::string programme_id;  // The record that says so; empty where there is none.
  MissingReason reason = MissingReason::kNotRecorded;  // Of what is missing.
};

struct Completeness {
  int64_t total_count = 0;
  int64_t done_count = 0;                 // Done, and standing on the day.
  int64_t in_time_count = 0;              // Of these, by the deadline or without one.
  std::vector<CompletenessItem> missing;  // By code and point; total less done.
  std::vector<CompletenessItem> late;     // Done less in time.
};

// Counts each area of the level that is in force in the day's month, in the root and all
// below it, once; a district without communes counts as a district and adds none to
// communes. With scope kPlanned, and of points, those count that have a record that had
// begun by the day. An area is done when any of its own records of the kind is; those of
// a yearly kind count in the year in which they were done or, until then, are planned.
// Records of other kinds and withdrawn ones are passed over.
Completeness CompletenessOf(const CompletenessQuestion& question,
                            const std::vector<Programme>& programmes);

}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PROGRAMMES_COUNTS_COMPLETENESS_H_
