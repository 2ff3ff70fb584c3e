#ifndef BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_CHANGES_H_
#define BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_CHANGES_H_

#include <soci/soci.h>

#include <cstdint>
#include <string>
#include <vector>

#include "common/area/area_code.h"
#include "common/identifiers/ids.h"
#include "common/month/month.h"
#include "services/participant/context.h"

namespace baophu::participant {

// Movements by which one revision changed an area's counts.
struct CoverageChanges {
  struct Record {
    PersonId person;
    std::string movement_id;
  };
  static constexpr size_t kMaxRecords = 50;

  std::vector<Record> movements;  // By person and id.
  bool more = false;              // There are more than kMaxRecords.
};

// Folds each person whose movements the revision brought without and with them,
// and names the movements of those whose counts in `area` differ in any month up
// to `through`. Wages and merges count as they are now. Inside a read of the
// database.
CoverageChanges FindCoverageChanges(soci::session& session, const Context& context, AreaCode area,
                                    Month through, int64_t revision);

}  // namespace baophu::participant

#endif  // BAOPHU_SERVICES_PARTICIPANT_COVERAGE_COVERAGE_CHANGES_H_
