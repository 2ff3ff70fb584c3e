#ifndef BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_STORE_H_
#define BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_STORE_H_

#include <soci/soci.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/month/month.h"
#include "services/target/programmes/records/programme.h"
#include "services/target/programmes/records/programme_links.h"

namespace baophu::target {

// Tables programme, programme_figure, committee_member and committee_meeting. Every
// function runs inside a read or a write of the service's database and throws what SOCI
// throws. Ids are those of IsProgrammeId.
namespace programme_store {

// Which current versions a list holds.
struct ListFilter {
  std::string area;  // Empty: all.
  std::string kind;  // Empty: all.
  int year = 0;      // Whose period reaches into it; 0: all.
};

// The current version.
std::optional<Programme> Find(soci::session& session, const std::string& programme_id);

// All versions, the oldest first.
std::vector<Programme> Versions(soci::session& session, const std::string& programme_id);

// At most `limit` current versions with ids above `after_id`, by id.
std::vector<Programme> List(soci::session& session, const ListFilter& filter,
                            const std::string& after_id, int64_t limit);

// Current versions that count, without figures, members and meetings: of a kind, or of
// all kinds when it is empty.
std::vector<Programme> CountedOf(soci::session& session, const std::string& kind);

// Current versions that count and whose period reaches into these days, with figures but
// without members and meetings.
std::vector<Programme> CountedIn(soci::session& session, Day first, Day last);

// The links of these records, of what they are parts of, and so on up, as they are
// recorded now. Unknown ids are left out.
ProgrammeLinks LinksOf(soci::session& session, std::vector<std::string> ids);

// What a write did.
struct PutOutcome {
  int64_t changed_count = 0;
  int64_t unchanged_count = 0;
};

// Writes versions in order: each becomes its record's current version, unless that says
// the same. Of several versions of one record the last is kept.
PutOutcome Put(soci::session& session, int64_t revision, std::vector<Programme> programmes);

}  // namespace programme_store
}  // namespace baophu::target

#endif  // BAOPHU_SERVICES_TARGET_PROGRAMMES_RECORDS_PROGRAMME_STORE_H_
